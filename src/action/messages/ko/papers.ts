/** Problems of receipts and approvals, and of the way back. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Catalog } from "../catalog.ts";
import { number, quoted } from "../words.ts";
import { CONSOLE, listed, NOT_SENT, plan, stage, written } from "./phrases.ts";

const RESTORE = "이 스텝의 로그와 요약에 있는 receipt로 이 GitHub Action을 `mode: restore`로 실행해 주십시오.";

const differences = ({ got, successor, added, removed }: ProblemFacts["changed-since-approval"]): string =>
  [
    ...(got === undefined ? [] : [`현재 이름: ${quoted(got)}`]),
    ...(successor === undefined ? [] : [`후속 Usage Plan의 현재 이름: ${quoted(successor)}`]),
    ...(added.length === 0 ? [] : [`추가된 API Key: ${listed(added)}`]),
    ...(removed.length === 0 ? [] : [`빠진 API Key: ${listed(removed)}`]),
  ].join("; ");

export const paperProblems = {
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
    fix: [`원인을 해결한 뒤 ${RESTORE}`, `또는 콘솔(${CONSOLE})에서 Usage Plan을 직접 연결해 주십시오.`],
  }),
  "approval-invalid": ({ name, expected }) => ({
    what: `승인 정보(approval)를 읽을 수 없습니다. 잘못된 값: \`${name}\`(필요한 값: ${expected}). ${NOT_SENT}`,
    why: [
      "전달하는 과정에서 잘리거나 바뀌었거나, `approval`이 아닌 다른 출력값입니다.",
      "값이 가려졌습니다. job의 시크릿이 들어 있는 출력값은 비어 있거나 `***`가 포함된 채로 전달됩니다.",
    ],
    fix: [
      "모의 실행이나 `mode: check`의 `approval` 출력값을 그대로 전달해 주십시오. ID는 `secrets`가 아니라 `vars`에 등록해 주십시오.",
    ],
  }),
  "approval-other-site": ({ expected, got }) => ({
    what: `다른 곳에서 만든 승인 정보(approval)입니다. 만든 곳: ${expected}, 이 스텝: ${got}. ${NOT_SENT}`,
    why: ["`site` 또는 `api-url`이 모의 실행과 다르거나, 다른 모의 실행의 승인 정보입니다."],
    fix: ["모의 실행과 같은 `site`와 `api-url`을 사용해 주십시오."],
  }),
  "changed-since-approval": (facts) => ({
    what: `${stage(facts)}의 ${plan(facts)}이 승인받은 내용과 다릅니다. ${differences(facts)}. ${written(facts.moved)}`,
    why: ["모의 실행 뒤에 누군가 변경했습니다."],
    fix: ["모의 실행을 다시 하고 새로 승인을 받아 주십시오."],
  }),
  "state-damaged": () => ({
    what: "메인 스텝이 남긴 기록이 손상되어 무엇이 변경되었는지 알 수 없습니다. 다시 연결한 것은 없습니다.",
    why: ["러너의 상태 파일이 전달 과정에서 잘리거나 바뀌었습니다. 예: 디스크 공간 부족, 러너 종료."],
    fix: [
      "메인 스텝의 로그와 요약에서 변경한 내용을 확인하고, 그 receipt로 이 GitHub Action을 `mode: restore`로 실행해 주십시오.",
      `또는 콘솔(${CONSOLE})에서 Stage를 비교해 주십시오.`,
    ],
  }),
  "main-still-running": () => ({
    what: "메인 스텝이 아직 실행 중일 수 있고, 중지 요청을 받고도 끝나지 않았습니다. 연결이 다시 해제될 수 있으므로 다시 연결하지 않았습니다.",
    why: [
      "컨테이너에서 실행되는 job에서는 취소 신호가 컨테이너 안의 프로세스에 전달되지 않습니다.",
      "두 스텝이 서로의 프로세스를 볼 수 없습니다.",
    ],
    fix: [`job이 끝난 뒤 ${RESTORE}`, `또는 콘솔(${CONSOLE})에서 Stage를 확인해 주십시오.`],
  }),
} satisfies Partial<Catalog["problems"]>;
