import type { CommentWords } from "../../audit-github.ts";

const PERMISSION = "job에 `permissions: issues: write`(풀 리퀘스트의 댓글이면 `pull-requests: write`)가 필요합니다";

export const commentFault: CommentWords = {
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
    `GitHub가 오류로 응답했습니다(${status}${said(words)}). 두 번 모두 그랬거나 다시 시도할 시간이 없었습니다. 댓글이 남았을 수도 있습니다.`,
  moved: ({ status, place }) =>
    `GitHub가 다른 곳으로 안내합니다(${status}${place === "" ? "" : `, ${place}`}). 토큰은 그곳으로 보내지 않습니다. 이슈를 옮겼거나 저장소 이름을 바꾸었다면 \`audit-issue\`에 새 번호를 입력하거나 지워 주십시오.`,
  "not-github": ({ status }) =>
    `응답(${status})에 댓글 번호가 없어 GitHub의 API로 보이지 않습니다. GITHUB_API_URL과 중간의 프록시나 로그인 페이지를 확인해 주십시오.`,
  certificate: ({ words }) =>
    `GitHub API의 인증서를 믿을 수 없습니다(${words}). 사내 CA의 인증서는 NODE_EXTRA_CA_CERTS에 설정해 주십시오.`,
  unreachable: ({ words }) => `GitHub API에 연결할 수 없습니다(${words}).`,
  lost: ({ words }) => `응답이 오지 않았습니다(${words}). 댓글이 남았을 수도 있습니다.`,
  late: ({ words }) => `실행 시간이 다 되었습니다(${words}). 댓글이 남았을 수도 있습니다.`,
  unexpected: ({ words }) => words,
};

const said = (words: string): string => (words === "" ? "" : `: ${words}`);
