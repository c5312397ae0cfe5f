/** Problems with what was asked for, with what it was asked of, and with the API keys on it. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Level } from "../../../usage-plan/types.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { number, quoted } from "../words.ts";
import {
  AGAIN,
  keyLine,
  lineOf,
  listed,
  NOT_SENT,
  NOTHING_WRITTEN,
  NOUN,
  permissions,
  plan,
  SUBJECT,
  said,
  stage,
  written,
} from "./phrases.ts";
import { reasons } from "./reasons.ts";

function idNotFound(facts: ProblemFacts["plan-not-found"], of: Level, within: string): ProblemText {
  const { id, list = [], total, named } = facts;
  return {
    what: `${within} ID가 ${quoted(id)}인 ${SUBJECT[of]} 없습니다${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      ...(named === undefined ? [] : [`입력한 ${quoted(id)} 값은 ID가 아니라 ${NOUN[of]}의 이름입니다. ID: ${named}.`]),
      "ID에 오타가 있거나, 다른 Product, 계정 또는 사이트에서 복사한 ID입니다.",
      "ID 대신 이름을 입력했습니다. ID는 `a1b2c3d4e5`와 같은 형식입니다.",
      `${SUBJECT[of]} 삭제되었습니다.`,
      "이 계정에 조회 권한이 없습니다.",
    ],
    fix: [
      ...lineOf(`조회된 ${NOUN[of]}`, list, total),
      `\`${of}-id\`를 올바른 값으로 고치거나 \`${of}-name\`에 이름을 입력해 주십시오.`,
    ],
  };
}

const OWNERS = "연결을 해제하면 사용자는 이 Stage에서 Usage Plan의 요청 처리량과 한도를 잃습니다.";
const MOVE =
  "API Key를 먼저 옮기려면 후속 Usage Plan(`successor-plan-id` 또는 `successor-plan-name`)도 지정해 주십시오. 옮길 API Key도 이 제한에 포함됩니다.";

export const targetProblems = {
  "invalid-input": ({ list }) => ({
    what: `입력값 ${list.length}개가 올바르지 않습니다. ${NOT_SENT}`,
    why: [],
    fix: list,
  }),
  "product-not-found": (facts) => idNotFound(facts, "product", "이 계정에"),
  "api-not-found": (facts) => idNotFound(facts, "api", "이 Product에"),
  "stage-not-found": (facts) => idNotFound(facts, "stage", "이 API에"),
  "plan-not-found": (facts) => idNotFound(facts, "usage-plan", "이 계정에"),
  "name-not-found": ({ level, name, list }) => ({
    what: `이름이 ${quoted(name)}인 ${SUBJECT[level]} 없습니다. ${NOTHING_WRITTEN}`,
    why: [
      "이름에 오타가 있습니다. 대소문자와 공백도 정확히 같아야 합니다.",
      "모양만 같은 다른 문자나 보이지 않는 문자가 섞여 있습니다. 이런 문자는 \\u{…} 형식으로 표시됩니다.",
      "이름이 바뀌었거나, 다른 Product 또는 다른 계정에 있습니다.",
    ],
    fix: [
      ...lineOf("비슷한 이름", list),
      `${list.length === 0 ? "콘솔에서 이름을 확인해 " : ""}\`${level}-name\`을 고치거나 \`${level}-id\`에 ID를 입력해 주십시오.`,
    ],
  }),
  "name-ambiguous": ({ level, name, list }) => ({
    what: `이름이 ${quoted(name)}인 ${SUBJECT[level]} ${list.length}개 있습니다. ${NOTHING_WRITTEN}`,
    why: ["NCP에서는 같은 이름을 여러 번 사용할 수 있습니다."],
    fix: [`이름 대신 ID를 입력해 주십시오: ${listed(list)}.`],
  }),
  "id-name-mismatch": ({ level, id, got, expected }) => ({
    what: `ID가 ${quoted(id)}인 ${NOUN[level]}의 이름이 입력값과 다릅니다. 입력한 이름: ${quoted(expected)}, 조회된 이름: ${got === "" ? "없음" : quoted(got)}. ${NOTHING_WRITTEN}`,
    why: ["의도한 것과 다른 대상의 ID입니다.", "이름이 바뀌었습니다."],
    fix: ["ID와 이름 중 틀린 것을 고치거나, 둘 중 하나만 입력해 주십시오."],
  }),
  "another-target-is-wrong": ({ count }) => ({
    what: `다른 대상 ${number(count)}개의 지정이 잘못되어 이 대상에는 아무것도 변경하지 않았습니다.`,
    why: ["존재하지 않거나 서로 맞지 않는 ID 또는 이름이 있으면 나머지 대상도 의도한 것인지 알 수 없습니다."],
    fix: ["잘못된 값을 고치거나 제외한 뒤 스텝을 다시 실행해 주십시오."],
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
      "연결을 해제하려면 이 GitHub Action을 `mode: detach`로 실행해 주십시오.",
      "누가 어떤 이유로 연결했는지 콘솔에서 확인해 주십시오.",
    ],
  }),
  "api-keys-unreadable": (facts) => ({
    what: `Usage Plan을 사용하는 API Key를 조회하지 못했습니다: ${reasons[facts.reason]}${said(facts)}. ${NOTHING_WRITTEN}`,
    why: [
      "API Key와 구독 정보를 조회할 권한이 없습니다. 두 권한이 모두 필요합니다.",
      "조회하는 동안 네트워크 또는 NCP에 장애가 있었습니다.",
    ],
    fix: [
      permissions(facts),
      "또는 `look-at-api-keys: false`로 설정하고, API Key 조회가 필요한 입력값을 지워 주십시오.",
    ],
  }),
  "too-many-api-keys": ({ count, limit, moved }) => ({
    what: `이 Stage에서 API Key ${number(count)}개가 이 Usage Plan을 사용하고 있습니다. \`max-affected-api-keys\`의 허용값은 ${number(limit)}개입니다. ${OWNERS} ${written(moved)}`,
    why: [],
    fix: ["사용자와 협의가 끝났다면 `max-affected-api-keys` 값을 올려 주십시오.", MOVE],
  }),
  "too-many-calls": ({ count, limit, moved }) => ({
    what: `이 Usage Plan을 사용하는 API Key의 이번 달 호출 수가 이 Stage에서 ${number(count)}건입니다. \`max-affected-calls\`의 허용값은 ${number(limit)}건입니다. ${OWNERS} ${written(moved)}`,
    why: [],
    fix: ["사용자와 협의가 끝났다면 `max-affected-calls` 값을 올려 주십시오.", MOVE],
  }),
  "successor-is-target": (facts) => ({
    what: `${plan(facts)}이 연결을 해제할 대상이면서 후속 Usage Plan으로도 지정되었습니다. 변경한 것이 없습니다.`,
    why: ["API Key를 같은 Usage Plan으로 옮길 수는 없습니다."],
    fix: ["`successor-plan-id` 또는 `successor-plan-name`에 다른 Usage Plan을 지정해 주십시오."],
  }),
  "api-keys-not-moved": (facts) => ({
    what: `일부 API Key를 ${quoted(facts.successor)} Usage Plan으로 옮기지 못해 ${stage(facts)}에서 ${plan(facts)}의 연결을 유지했습니다${facts.reason === undefined ? "" : `(${reasons[facts.reason]})`}.${facts.changed ? "" : ` ${NOTHING_WRITTEN}`}`,
    why: ["계정에 API Key를 변경할 권한이 없습니다.", "시간이 부족했거나 NCP 또는 네트워크에 오류가 발생했습니다."],
    fix: [
      ...keyLine("옮기지 못한 API Key", facts.list),
      "NCP가 접근을 거부했다면 서브 계정에 관리형 정책 NCP_API_GATEWAY_MANAGER를 부여해 주십시오.",
      AGAIN,
      ...(facts.changed ? ["변경한 것을 되돌리려면 receipt로 `mode: restore`를 실행해 주십시오."] : []),
    ],
  }),
} satisfies Partial<Catalog["problems"]>;
