/** Problems with what was asked for: inputs, ids, names, the guard, receipts. */
import type { Facts, Level } from "../../../usage-plan/types.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { quoted } from "../words.ts";
import { AGAIN, listed, NOUN, PERMISSIONS, plan, SUBJECT, said, stage } from "./phrases.ts";

type Codes =
  | "invalid-input"
  | "product-not-found"
  | "api-not-found"
  | "stage-not-found"
  | "plan-not-found"
  | "name-not-found"
  | "name-ambiguous"
  | "id-name-mismatch"
  | "another-target-is-wrong"
  | "not-attached"
  | "plan-attached"
  | "too-many-api-keys"
  | "api-keys-unreadable"
  | "receipt-invalid"
  | "receipt-other-site"
  | "receipt-other-account"
  | "internal-error";

const NOTHING_WRITTEN = "변경한 것은 없습니다.";
const NOT_SENT = "요청은 보내지 않았습니다.";

const subject = (facts: Facts): string => (facts.level === undefined ? "항목이" : SUBJECT[facts.level]);

function idNotFound(facts: Facts, of: Level, within: string): ProblemText {
  const choices = listed(facts);
  return {
    what: `${within} ID가 ${quoted(facts.id, "입력한 값")}인 ${SUBJECT[of]} 없습니다${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      "ID에 오타가 있거나, 다른 Product, 계정 또는 사이트에서 복사한 ID입니다.",
      `${SUBJECT[of]} 삭제되었습니다.`,
      "이 계정에 조회 권한이 없습니다.",
    ],
    fix: [
      ...(choices === "" ? [] : [`조회된 ${NOUN[of]}: ${choices}.`]),
      `\`${of}-id\`를 올바른 값으로 고치거나 \`${of}-name\`으로 이름을 입력해 주십시오.`,
    ],
  };
}

export const planProblems: Pick<Catalog["problems"], Codes> = {
  "invalid-input": (facts) => ({
    what: `입력값${facts.count === undefined ? "이" : ` ${facts.count}개가`} 올바르지 않습니다. ${NOT_SENT}`,
    why: [],
    fix: facts.list ?? ["README의 입력값 설명을 확인해 주십시오."],
  }),
  "product-not-found": (facts) => idNotFound(facts, "product", "이 계정에"),
  "api-not-found": (facts) => idNotFound(facts, "api", "이 Product에"),
  "stage-not-found": (facts) => idNotFound(facts, "stage", "이 API에"),
  "plan-not-found": (facts) => idNotFound(facts, "usage-plan", "이 계정에"),
  "name-not-found": (facts) => {
    const nearest = listed(facts);
    return {
      what: `이름이 ${quoted(facts.name, "입력한 값")}인 ${subject(facts)} 없습니다. ${NOTHING_WRITTEN}`,
      why: [
        "이름에 오타가 있습니다. 대소문자와 공백도 정확히 같아야 합니다.",
        "이름이 바뀌었거나, 다른 Product 또는 다른 계정에 있습니다.",
      ],
      fix: [nearest === "" ? "콘솔에서 이름을 확인하거나 이름 대신 ID를 입력해 주십시오." : `비슷한 이름: ${nearest}.`],
    };
  },
  "name-ambiguous": (facts) => ({
    what: `이름이 ${quoted(facts.name, "입력한 값")}인 ${subject(facts)} ${facts.count === undefined ? "여러 개" : `${facts.count}개`} 있습니다. ${NOTHING_WRITTEN}`,
    why: ["NCP에서는 같은 이름을 여러 번 사용할 수 있습니다."],
    fix: [`이름 대신 ID를 입력해 주십시오${listed(facts) === "" ? "." : `: ${listed(facts)}.`}`],
  }),
  "id-name-mismatch": (facts) => ({
    what: `ID가 ${quoted(facts.id, "입력한 값")}인 ${facts.level === undefined ? "항목" : NOUN[facts.level]}의 이름이 입력값과 다릅니다. 입력한 이름: ${quoted(facts.expected, "알 수 없음")}, 조회된 이름: ${quoted(facts.got, "알 수 없음")}. ${NOTHING_WRITTEN}`,
    why: ["의도한 것과 다른 대상의 ID입니다.", "이름이 바뀌었습니다."],
    fix: ["ID와 이름 중 틀린 것을 고치거나, 둘 중 하나만 입력해 주십시오."],
  }),
  "another-target-is-wrong": (facts) => ({
    what: `다른 대상${facts.count === undefined ? "" : ` ${facts.count}개`}의 지정이 잘못되어 이 대상에는 아무것도 변경하지 않았습니다.`,
    why: ["존재하지 않거나 다른 것을 가리키는 ID 또는 이름이 있으면 나머지 대상도 의도한 것인지 알 수 없습니다."],
    fix: ["잘못된 값을 고치거나 제외한 후 다시 실행해 주십시오."],
  }),
  "not-attached": (facts) => ({
    what: `${plan(facts)}이 ${stage(facts)}에 연결되어 있지 않으며, \`if-not-attached: fail\` 설정에 따라 실패로 처리했습니다. ${NOTHING_WRITTEN}`,
    why: ["이전 실행이나 수동 작업으로 이미 연결 해제되었습니다.", "의도한 Stage 또는 Usage Plan이 아닙니다."],
    fix: ["문제가 없는 상황이라면 `if-not-attached: succeed`(기본값)를 사용해 주십시오."],
  }),
  "plan-attached": (facts) => ({
    what: `${plan(facts)}이 연결되어 있지 않아야 할 ${stage(facts)}에 연결되어 있습니다.`,
    why: ["누군가 연결했거나, 연결 해제된 적이 없습니다."],
    fix: [
      "연결을 해제하려면 이 액션을 `mode: detach`로 실행해 주십시오.",
      "누가 어떤 이유로 연결했는지 콘솔에서 확인해 주십시오.",
    ],
  }),
  "too-many-api-keys": (facts) => ({
    what: `이 Stage에서 이 Usage Plan을 사용하는 API Key가 ${facts.count === undefined ? "너무 많습니다" : `${facts.count}개입니다`}. \`max-affected-api-keys\`의 허용값${facts.limit === undefined ? "을" : `(${facts.limit}개)을`} 넘습니다. ${NOTHING_WRITTEN}`,
    why: [
      "연결을 해제하면 API Key 사용자가 이 Stage에서 Usage Plan의 요청 처리량(Rate)과 요청 처리 한도(Quota)를 잃습니다.",
    ],
    fix: [
      ...(listed(facts) === "" ? [] : [`해당 API Key: ${listed(facts)}.`]),
      "먼저 API Key를 다른 Usage Plan으로 옮기거나, 사용자에게 알린 뒤 `max-affected-api-keys` 값을 올려 주십시오.",
    ],
  }),
  "api-keys-unreadable": (facts) => ({
    what: `Usage Plan을 사용하는 API Key를 조회하지 못했습니다${facts.reason === undefined ? "" : `: ${facts.reason}`}${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      "Product의 API Key와 구독 정보를 조회할 권한이 없습니다. 두 권한이 모두 필요합니다.",
      "조회하는 동안 네트워크 또는 NCP에 장애가 있었습니다.",
    ],
    fix: [
      PERMISSIONS,
      "또는 API Key 조회가 필요한 `max-affected-api-keys`와 `rollback-on-failure`를 사용하지 말아 주십시오.",
    ],
  }),
  "receipt-invalid": (facts) => ({
    what: `receipt를 읽을 수 없습니다${facts.name === undefined ? "" : `: \`${facts.name}\` 값이 잘못되었습니다`}${facts.expected === undefined ? "" : ` (필요한 값: ${facts.expected})`}. ${NOT_SENT}`,
    why: ["전달하는 과정에서 잘리거나 바뀌었습니다. 예: 셸에서 따옴표가 사라짐, 로그에서 일부만 복사함."],
    fix: ["되돌릴 실행의 `receipt` 출력값을 그대로 사용하거나, 그 실행의 요약에 있는 YAML 스텝을 사용해 주십시오."],
  }),
  "receipt-other-site": (facts) => ({
    what: `다른 곳에서 만든 receipt입니다. receipt: ${quoted(facts.expected, "다른 사이트")}, 이 스텝: ${quoted(facts.got, "지정한 사이트")}. ${NOT_SENT}`,
    why: ["다른 실행의 receipt이거나, `site` 또는 `api-url`이 그 실행과 다릅니다."],
    fix: ["`site`와 `api-url`을 되돌릴 실행과 똑같이 입력해 주십시오."],
  }),
  "receipt-other-account": () => ({
    what: `이 스텝과 다른 Access Key로 만든 receipt입니다. ${NOT_SENT}`,
    why: ["되돌릴 실행의 인증키가 아니거나, 그 뒤에 인증키를 교체했습니다."],
    fix: [
      "되돌릴 실행에서 사용한 Access Key를 사용해 주십시오.",
      "같은 계정에서 인증키만 교체했다면 읽을 수 있는 receipt(`receipt-file`)에서 `account` 항목을 지워 주십시오. 그러면 비교하지 않습니다.",
    ],
  }),
  "internal-error": () => ({
    what: "액션 자체에서 오류가 발생했습니다. 워크플로의 문제가 아니라 액션의 결함입니다.",
    why: [],
    fix: ["아래 상세 내용을 첨부해 이슈를 등록해 주십시오. 비밀 정보는 가려져 있습니다.", AGAIN],
  }),
};
