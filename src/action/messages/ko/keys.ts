/** The people behind a usage plan: API keys that are affected, moved, or not known. */
import type { Catalog } from "../catalog.ts";
import { limitsOf, number, quoted } from "../words.ts";
import { AGAIN, keyLine, listed, plan, stage, written } from "./phrases.ts";
import { reasons } from "./reasons.ts";

const OWNERS = "연결을 해제하면 사용자는 이 Stage에서 Usage Plan의 요청 처리량과 한도를 잃습니다.";
const MOVE =
  "API Key를 먼저 옮기려면 후속 Usage Plan(`successor-plan-id` 또는 `successor-plan-name`)도 지정해 주십시오. 옮길 API Key도 이 제한에 포함됩니다.";
const NO_WAY_BACK = "receipt로 API Key를 되돌릴 수 없습니다";

export const keyProblems = {
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
    what: `일부 API Key를 ${quoted(facts.successor)} Usage Plan으로 옮기지 못해 ${stage(facts)}에서 ${plan(facts)}의 연결을 유지했습니다${facts.reason === undefined ? "" : `(${reasons[facts.reason]})`}.${facts.changed ? "" : " 이 대상에는 변경한 것이 없습니다."}`,
    why: ["계정에 API Key를 변경할 권한이 없습니다.", "시간이 부족했거나 NCP 또는 네트워크에 오류가 발생했습니다."],
    fix: [
      ...keyLine("옮기지 못한 API Key", facts.list),
      AGAIN,
      ...(facts.changed ? ["변경한 것을 되돌리려면 receipt로 `mode: restore`를 실행해 주십시오."] : []),
    ],
  }),
} satisfies Partial<Catalog["problems"]>;

export const keyNotes = {
  "successor-gone": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 연결을 다시 해제했습니다. 되돌린 실행이 연결했던 것이고, 사용하는 API Key가 없습니다.`,
  "successor-would-go": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 연결을 다시 해제하게 됩니다. 되돌릴 실행이 연결했던 것이고, 사용하는 다른 API Key가 없습니다.`,
  "successor-kept": (facts) =>
    `되돌릴 실행이 연결한 ${plan(facts)}을 ${stage(facts)}에 그대로 두었습니다: ${
      facts.list.length > 0
        ? `사용하는 API Key가 있습니다: ${listed(facts.list)}`
        : facts.reason === undefined
          ? "연결이 해제되었는지 확인하지 못했습니다"
          : reasons[facts.reason]
    }.`,
  "affected-keys": (facts) =>
    facts.count === 0
      ? `${stage(facts)}에서 ${plan(facts)}을 사용하는 API Key가 없습니다.`
      : `${stage(facts)}에서 ${plan(facts)}을 사용하는 API Key(ID, 이번 달 호출 수): ${number(facts.count)}개. ${listed(facts.list, facts.count)}`,
  "keys-unknown": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}을 사용하는 API Key를 조회하지 못했습니다(${reasons[facts.reason]}). 사용자가 영향을 받을 수 있으며, ${NO_WAY_BACK}.`,
  "keys-not-looked-at": () =>
    `영향을 받는 API Key를 확인하지 않았습니다(\`look-at-api-keys: false\`). 따라서 ${NO_WAY_BACK}.`,
  "default-plan": (facts) => {
    const limits = limitsOf(facts, {
      rateRps: (count) => `${count}건/초`,
      dayQuotaRequest: (count) => `${count}건/일`,
      monthQuotaRequest: (count) => `${count}건/월`,
    });
    return `Usage Plan의 연결을 해제한 뒤 API Key에 무엇이 적용되는지는 NCP 문서에 없습니다. ${stage(facts)}의 기본 Usage Plan이 적용된다면 Rate와 Quota는 다음과 같습니다: ${limits || "NCP 응답에 없음"}.`;
  },
  "keys-would-move": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 API Key ${number(facts.count)}개를 ${quoted(facts.successor)} Usage Plan으로 옮기게 됩니다.${facts.attaches ? ` 그 전에 ${quoted(facts.successor)} Usage Plan을 연결합니다.` : ""}`,
  "keys-moved": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 API Key ${number(facts.count)}개를 ${quoted(facts.successor)} Usage Plan으로 옮겼습니다.`,
  "key-left": (facts) =>
    `${quoted(facts.name)} API Key가 ${stage(facts)}에서 ${plan(facts)}에도 후속 Usage Plan에도 없습니다. 그사이 누군가 옮기거나 삭제했습니다.`,
  "successor-quota": (facts) =>
    `이번 달 호출 수가 ${stage(facts)}의 ${plan(facts)} 월 한도(${number(facts.limit)}건)보다 많은 API Key가 있습니다: ${listed(facts.list)}.`,
} satisfies Partial<Catalog["notes"]>;
