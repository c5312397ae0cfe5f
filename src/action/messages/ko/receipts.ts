/** Problems of receipts, of the way back, and of the machine that the action runs on. */
import type { Catalog } from "../catalog.ts";
import { number } from "../words.ts";
import { AGAIN, CONSOLE } from "./phrases.ts";

const NOT_SENT = "요청은 보내지 않았습니다.";

export const receiptProblems = {
  "receipt-invalid": ({ name, expected }) => ({
    what: `되돌리기 정보(receipt)를 읽을 수 없습니다. 잘못된 값: \`${name}\`(필요한 값: ${expected}). ${NOT_SENT}`,
    why: ["전달하는 과정에서 잘리거나 바뀌었습니다. 예: 셸에서 따옴표가 사라짐, 로그에서 일부만 복사함."],
    fix: [
      "되돌릴 실행의 `receipt` 출력값이나 `receipt-file`을 그대로 사용하거나, 그 실행의 요약에 있는 YAML 스텝을 사용해 주십시오.",
    ],
  }),
  "receipt-other-site": ({ expected, got }) => ({
    what: `다른 곳에서 만든 되돌리기 정보(receipt)입니다. 만든 곳: ${expected}, 이 스텝: ${got}. ${NOT_SENT}`,
    why: ["다른 실행의 것이거나, `site` 또는 `api-url`이 그 실행과 다릅니다."],
    fix: ["되돌릴 실행과 같은 `site`와 `api-url`을 사용해 주십시오."],
  }),
  "receipt-other-account": () => ({
    what: `이 스텝과 다른 Access Key로 만든 되돌리기 정보(receipt)입니다. ${NOT_SENT}`,
    why: ["되돌릴 실행의 인증키가 아니거나, 그 뒤에 인증키를 교체했습니다."],
    fix: [
      "되돌릴 실행에서 사용한 Access Key를 사용해 주십시오.",
      "같은 계정에서 인증키만 교체했다면 읽을 수 있는 형식의 receipt(`receipt-file`)에서 `account` 항목을 지워 주십시오. 그러면 비교하지 않습니다.",
    ],
  }),
  "receipt-too-large-to-pass-on": ({ count, limit }) => ({
    what: `이 실행의 되돌리기 정보(receipt)는 ${number(count)}자가 되는데, 뒤의 스텝에는 ${number(limit)}자까지만 전달할 수 있어 되돌릴 수 없게 됩니다. 변경한 것은 없습니다.`,
    why: ["대상이나 API Key가 수천 개입니다. Linux 프로세스의 환경 변수 하나에는 128 KiB만 담을 수 있습니다."],
    fix: ["매트릭스로 대상을 나누어 주십시오. 모의 실행의 `matrix` 출력값에는 Stage마다 항목이 하나씩 있습니다."],
  }),
  "receipt-masked": ({ name }) => ({
    what: `되돌리기 정보(receipt)의 일부가 \`***\`로 가려져 있습니다(${name}). ${NOT_SENT}`,
    why: [
      "GitHub는 시크릿으로 판단한 문자열을 가립니다. 예: 시크릿으로 등록한 ID, 흔한 단어로 된 시크릿.",
      "가려진 로그나 요약에서 receipt를 복사했습니다.",
    ],
    fix: [
      "`receipt-file` 출력값의 파일을 아티팩트로 보관했다가 사용해 주십시오. 파일은 가려지지 않습니다.",
      "ID는 시크릿이 아니라 변수(`vars`)로 등록하고, 여러 줄이거나 흔한 단어인 시크릿은 사용하지 말아 주십시오.",
    ],
  }),
  "state-unwritable": ({ path, reason }) => ({
    what: `러너의 상태 파일에 기록할 수 없습니다(${reason}): ${path}. 이 파일이 없으면 롤백할 수 없으므로 아무것도 변경하지 않았습니다.`,
    why: ["디스크에 남은 공간이 없습니다.", "러너의 파일에 쓸 수 없는 사용자로 컨테이너에서 job이 실행되고 있습니다."],
    fix: [
      "디스크 공간을 확보하거나, 컨테이너의 사용자가 러너의 임시 폴더에 쓸 수 있게 해 주십시오(`options: --user root`).",
      "또는 `rollback-on-failure` 없이 실행해 주십시오.",
    ],
  }),
  "rollback-failed": () => ({
    what: "이 스텝이 연결 해제한 Usage Plan을 모두 다시 연결하지는 못했습니다.",
    why: [],
    fix: [
      "원인을 해결한 뒤 이 스텝의 로그와 요약에 있는 receipt로 이 GitHub Action을 `mode: restore`로 실행해 주십시오.",
      `또는 콘솔(${CONSOLE})에서 Usage Plan을 직접 연결해 주십시오.`,
    ],
  }),
  "node-too-old": ({ expected, got }) => ({
    what: `Node ${got}에서 실행되었습니다. Node ${expected} 이상이 필요합니다. ${NOT_SENT}`,
    why: ["러너 버전이 2.327.1보다 낮거나, 러너가 다른 Node를 사용합니다(Linux ARM32의 경우)."],
    fix: ["x64 또는 ARM64에서 러너 2.327.1 이상을 사용해 주십시오."],
  }),
  "ca-file-unusable": ({ path, reason }) => ({
    what: `NODE_EXTRA_CA_CERTS에 지정한 파일을 사용할 수 없습니다(${reason}): ${path}. ${NOT_SENT}`,
    why: ["파일이 없거나, 읽을 권한이 없거나, PEM 형식의 인증서가 없습니다."],
    fix: ["NODE_EXTRA_CA_CERTS를 올바르게 고치거나, 네트워크가 TLS를 가로채지 않는다면 지워 주십시오."],
  }),
  "no-webassembly": () => ({
    what: `HTTP 응답을 읽는 데 필요한 WebAssembly를 사용할 수 없습니다. ${NOT_SENT}`,
    why: ["NODE_OPTIONS에 `--jitless` 또는 비슷한 옵션이 있습니다."],
    fix: ["이 스텝의 NODE_OPTIONS에서 해당 옵션을 지워 주십시오."],
  }),
  "internal-error": () => ({
    what: "이 GitHub Action 자체에서 오류가 발생했습니다. 워크플로의 문제가 아니라 이 GitHub Action의 결함입니다.",
    why: [],
    fix: ["아래 상세 내용을 첨부해 이슈를 등록해 주십시오. 비밀 정보는 제거되어 있습니다.", AGAIN],
  }),
} satisfies Partial<Catalog["problems"]>;
