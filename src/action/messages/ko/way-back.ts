/** Problems with the way back: what would be needed to undo a run. */
import type { Catalog } from "../catalog.ts";

type Codes = "receipt-masked" | "receipt-too-large-to-pass-on";

const NOTHING_WRITTEN = "변경한 것은 없습니다.";
const NOT_SENT = "요청을 보내지 않았습니다.";

export const wayBackProblems: Pick<Catalog["problems"], Codes> = {
  "receipt-masked": (facts) => ({
    what: `receipt의 일부가 \`***\`로 가려져 있습니다${facts.name === undefined ? "" : ` (${facts.name})`}. ${NOT_SENT}`,
    why: [
      "GitHub는 비밀 정보로 여기는 값을 가립니다. 예: 시크릿에 저장한 ID, 흔한 단어로 된 시크릿.",
      "가려진 로그나 요약에서 receipt를 복사했습니다.",
    ],
    fix: [
      "`receipt-file` 출력값이 가리키는 파일을 아티팩트로 보관했다가 지정해 주십시오. 파일은 가려지지 않습니다.",
      "ID는 시크릿이 아닌 변수(`vars`)에 저장하고, 여러 줄이거나 흔한 단어인 시크릿은 만들지 말아 주십시오.",
    ],
  }),
  "receipt-too-large-to-pass-on": (facts) => ({
    what: `이 실행의 receipt는 ${facts.count ?? ""}자가 되는데, 뒤 스텝에는 ${facts.limit ?? ""}자까지만 전달할 수 있어 되돌릴 수 없게 됩니다. ${NOTHING_WRITTEN}`,
    why: ["대상이나 API Key가 수천 개입니다. Linux 프로세스의 환경 변수 하나에는 128 KiB만 담을 수 있습니다."],
    fix: ["대상을 matrix로 나누어 주십시오. dry run의 `matrix` 출력값에는 Stage마다 항목이 하나씩 있습니다."],
  }),
};
