import type { CommentWords } from "../../audit-github.ts";
import type { Catalog } from "../catalog.ts";
import { number } from "../words.ts";
import { clock, NOUN, time } from "./phrases.ts";

const said = (words: string): string => (words === "" ? "" : `: ${words}`);

const MAYBE_THERE = "댓글이 남았을 수도 있습니다";
const PERMISSION = "job에 `permissions: issues: write`(풀 리퀘스트의 댓글이면 `pull-requests: write`)가 필요합니다";

const commentFault: CommentWords = {
  "no-repository": () => "GITHUB_REPOSITORY가 없어 댓글을 남길 저장소를 알 수 없습니다.",
  address: () => "GITHUB_API_URL이 https 주소가 아닙니다. 토큰은 https로만 보냅니다.",
  unauthorized: ({ words }) =>
    `GitHub가 토큰을 받아들이지 않았습니다(401${said(words)}). \`github-token\`이 아직 유효한지 확인해 주십시오.`,
  forbidden: ({ words }) =>
    `토큰에 권한이 없습니다(403${said(words)}). ${PERMISSION}. 포크에서 온 풀 리퀘스트의 토큰에는 이 권한이 없고, 잠긴 이슈에는 댓글을 남길 수 없습니다.`,
  "not-found": ({ words }) =>
    `이 저장소에 그런 이슈가 없거나 토큰으로 볼 수 없습니다(404${said(words)}). \`audit-issue\`를 확인해 주십시오. ${PERMISSION}.`,
  gone: ({ words }) => `이슈가 삭제되었거나 저장소에서 이슈 기능이 꺼져 있습니다(410${said(words)}).`,
  "rate-limited": ({ status, words }) =>
    `GitHub가 이 토큰의 요청 속도를 제한했습니다(${status}${said(words)}). 기다려야 하는 시간이 이 실행에 남은 시간보다 깁니다.`,
  rejected: ({ status, words }) => `GitHub가 거절했습니다(${status}${said(words)}).`,
  "server-error": ({ status, words }) =>
    `GitHub가 오류로 응답했습니다(${status}${said(words)}). 두 번 모두 그랬거나 다시 시도할 시간이 없었습니다. ${MAYBE_THERE}.`,
  moved: ({ status, place }) =>
    `GitHub가 다른 곳으로 안내합니다(${status}${place === "" ? "" : `, ${place}`}). 토큰은 그곳으로 보내지 않습니다. 이슈를 옮겼거나 저장소 이름을 바꾸었다면 \`audit-issue\`에 새 번호를 입력하거나 지워 주십시오.`,
  "not-github": ({ status }) =>
    `응답(${status})에 댓글 번호가 없어 GitHub의 API로 보이지 않습니다. GITHUB_API_URL과 중간의 프록시나 로그인 페이지를 확인해 주십시오.`,
  certificate: ({ words }) =>
    `GitHub API의 인증서를 믿을 수 없습니다(${words}). 사내 CA의 인증서는 NODE_EXTRA_CA_CERTS에 설정해 주십시오.`,
  unreachable: ({ words }) => `GitHub API에 연결할 수 없습니다(${words}).`,
  lost: ({ words }) => `응답이 오지 않았습니다(${words}). ${MAYBE_THERE}.`,
  late: ({ words }) => `실행 시간이 다 되었습니다(${words}). ${MAYBE_THERE}.`,
  unexpected: ({ words }) => words,
};

export const labels: Catalog["labels"] = {
  level: NOUN,
  rollbackMayFollow:
    "이후 스텝이 실패하거나 job이 취소되면 자동으로 되돌립니다. 그때는 “롤백”으로 시작하는 블록이 추가됩니다.",
  earlierAttempts: (attempt) =>
    `${attempt}번째 시도입니다. 이전 시도에서 연결 해제한 것은 그 시도의 receipt에 있습니다.`,
  otherServer: (origin) => `NCP가 아닌 ${origin} 서버로 요청을 보냅니다(입력값 \`api-url\`).`,
  sideFailure: (what, words) =>
    ({
      summary: `job 요약을 쓰지 못했습니다: ${words}`,
      outputs: `출력값을 쓰지 못해 이후 스텝에서 사용할 수 없습니다. 이 스텝이 한 일은 위 로그에 있습니다: ${words}`,
      file: `읽을 수 있는 receipt나 approval 파일을 쓰지 못했습니다. 출력값에는 한 줄 텍스트가 있습니다: ${words}`,
      state: `롤백에 사용할 작업 결과를 저장하지 못했습니다. 롤백할 때 직접 조회해 확인합니다: ${words}`,
    })[what],
  commentFailed: (issue, why) => `이슈 ${issue}에 기록을 댓글로 남기지 못했습니다: ${why}`,
  commentFault,
  title: "NCP Usage Plan",
  beforeAfter: "Usage Plan 변경 전 → 변경 후",
  before: "변경 전 Usage Plan",
  now: "현재 Usage Plan",
  nothing: "없음",
  result: "결과",
  target: "대상",
  by: "실행한 사람",
  run: "실행",
  reason: "사유",
  server: "서버",
  why: "주요 원인",
  fix: "조치 방법",
  more: "자세히",
  details: "상세 내용",
  warnings: "경고",
  keys: (count) => `Usage Plan의 API Key ${number(count)}개`,
  key: "API Key",
  keyStatus: "상태",
  keyCalls: "이번 달 호출",
  keyMovedTo: "현재 Usage Plan",
  keyWouldMoveTo: "옮길 Usage Plan",
  undo: "되돌리기",
  undoHow: "이 실행이 연결 해제한 Usage Plan을 다시 연결하려면 다음 스텝을 워크플로에 추가해 주십시오.",
  undoTooLarge: "receipt가 너무 커서 여기에 표시하지 않습니다. 이 스텝의 출력값 `receipt`를 사용해 주십시오.",
  receipt: "receipt(`mode: restore`로 되돌릴 때 사용)",
  time: clock,
  seconds: time,
  moreRows: (count) => `… 외 ${number(count)}개: 출력값 \`results\`를 확인해 주십시오.`,
  moreWarnings: (count) => `… 외 경고 ${number(count)}개는 로그를 확인해 주십시오.`,
  moreInLog: "나머지는 로그에 있습니다.",
  targets: (count) => `대상 ${number(count)}개`,
  troubleshooting: "docs/troubleshooting.ko.md",
  audit: "Usage Plan 작업 기록",
};
