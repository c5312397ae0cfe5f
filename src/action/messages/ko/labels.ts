import type { Catalog } from "../catalog.ts";
import { clockTime, duration, number } from "../words.ts";
import { commentFault } from "./comment.ts";
import { UNITS, ZONE } from "./units.ts";

export const labels: Catalog["labels"] = {
  level: { product: "Product", api: "API", stage: "Stage", "usage-plan": "Usage Plan" },
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
  keys: "Usage Plan의 API Key",
  key: "API Key",
  keyStatus: "상태",
  keyCalls: "이번 달 호출",
  keyMovedTo: "현재 Usage Plan",
  keyWouldMoveTo: "옮길 Usage Plan",
  undo: "되돌리기",
  undoHow: "이 실행이 연결 해제한 Usage Plan을 다시 연결하려면 다음 스텝을 워크플로에 추가해 주십시오.",
  undoTooLarge: "receipt가 너무 커서 여기에 표시하지 않습니다. 이 스텝의 출력값 `receipt`를 사용해 주십시오.",
  receipt: "receipt(`mode: restore`로 되돌릴 때 사용)",
  time: (iso) => clockTime(iso, ZONE),
  seconds: (ms) => duration(ms, UNITS),
  moreRows: (count) => `… 외 ${number(count)}개: 출력값 \`results\`를 확인해 주십시오.`,
  moreWarnings: (count) => `… 외 경고 ${number(count)}개는 로그를 확인해 주십시오.`,
  moreInLog: "나머지는 로그에 있습니다.",
  targets: (count) => `대상 ${number(count)}개`,
  troubleshooting: "docs/troubleshooting.ko.md",
  audit: "Usage Plan 작업 기록",
};
