/** What happens, as it happens: one line each. */
import type { Catalog } from "../catalog.ts";
import { at, limitsOf, number, quoted } from "../words.ts";
import { because, clock, listed, plan, stage, time } from "./phrases.ts";
import { reasons } from "./reasons.ts";

const NO_WAY_BACK = "receipt로 API Key를 되돌릴 수 없습니다";

export const notes: Catalog["notes"] = {
  retrying: (facts) =>
    `${facts.attempt}번째 시도가 실패했습니다(${because(facts)}). ${time(facts.ms)} 뒤에 다시 시도합니다.${at(facts)}`,
  "clock-corrected": ({ ms }) =>
    `러너의 시계가 NCP보다 약 ${time(Math.abs(ms))} ${ms > 0 ? "빠릅니다" : "느립니다"}. 보정한 시각으로 요청에 서명합니다. 시계를 맞추어 주십시오.`,
  "done-after-refusal": (facts) =>
    `NCP가 ${stage(facts)}의 ${plan(facts)}에 대한 요청을 거절했지만(${because(facts)}), 두 번 조회한 결과 반영되어 있습니다. 요청이 실제로는 처리되었거나 같은 시점에 다른 사람이 변경한 것입니다. receipt에 기록했습니다.`,
  observed: (facts) =>
    facts.list.length === 0
      ? `${stage(facts)}에 연결된 Usage Plan이 없습니다(기본 Usage Plan 제외).`
      : `${stage(facts)}에 연결된 Usage Plan: ${listed(facts.list)}.`,
  targets: ({ count, list }) => `대상: ${number(count)}개.${list.length === 0 ? "" : ` ${listed(list, count)}`}`,
  writing: (facts) => `${stage(facts)}의 ${plan(facts)}에 대한 요청을 보냅니다.${at(facts)}`,
  accepted: () => "NCP가 요청을 접수했습니다.",
  reconciling: (facts) =>
    `요청이 처리되었는지 분명하지 않습니다(${because(facts)}). 확인될 때까지 조회합니다.${at(facts)}`,
  "still-there": (facts) =>
    `${facts.count > 1 ? `Usage Plan ${number(facts.count)}개` : plan(facts)}의 변경이 아직 조회되지 않습니다. ${time(facts.ms)} 뒤에 다시 조회합니다.`,
  verified: (facts) => `${stage(facts)}를 다시 조회해 변경을 확인했습니다(Usage Plan ${number(facts.count)}개).`,
  "neighbours-changed": (facts) => {
    const added = facts.added.length === 0 ? "" : ` 연결됨: ${listed(facts.added)}.`;
    const removed = facts.removed.length === 0 ? "" : ` 연결 해제됨: ${listed(facts.removed)}.`;
    return `그사이 다른 사람이 ${stage(facts)}의 다른 Usage Plan을 변경했습니다.${added}${removed} 이 실행은 해당 Usage Plan을 건드리지 않았습니다.`;
  },
  unverified: (facts) =>
    `NCP가 ${stage(facts)}의 ${plan(facts)}에 대한 요청을 접수했습니다. \`verify: false\`이므로 결과는 조회로 확인하지 않았습니다.`,
  "looked-at": ({ count, total, plan: none }) =>
    `${none === undefined ? "" : `${plan({ plan: none })}이 연결된 Stage가 없습니다. `}API ${number(total)}개의 Stage ${number(count)}개를 조회했습니다.`,
  progress: ({ count, total }) => `대상 ${number(total)}개 중 ${number(count)}개 완료.`,
  "nothing-to-do": () => "`*`에 해당하는 대상이 없습니다. 할 일이 없습니다.",
  cancelling: ({ ms }) =>
    `취소되었습니다. 새 변경은 시작하지 않으며, 진행 중인 작업을 최대 ${time(ms)} 동안 마무리하거나 확인합니다.`,
  "plan-renamed": ({ id, expected, got }) =>
    `ID가 ${quoted(id)}인 Usage Plan의 이름이 연결 해제된 뒤에 바뀌었습니다. 당시: ${quoted(expected)}, 현재: ${quoted(got)}.`,
  "key-restored": (facts) => `${quoted(facts.name)} API Key를 ${stage(facts)}의 ${plan(facts)}에 다시 연결했습니다.`,
  "key-would-restore": (facts) =>
    `${quoted(facts.name)} API Key를 ${stage(facts)}의 ${plan(facts)}에 다시 연결할 예정입니다.`,
  "key-kept": (facts) =>
    `${quoted(facts.name)} API Key는 현재 ${plan(facts)}이 아니라 ${quoted(facts.got)} Usage Plan에 연결되어 있으므로 그대로 둡니다. 그사이 누군가 옮겼습니다.`,
  "receipt-shortened": () => "이름까지 담으면 receipt가 너무 커지므로 ID만 담았습니다.",
  approved: ({ count, sentAt, ms, name, got }) => {
    const by = got === undefined ? "" : `, 실행한 사람: ${got}`;
    const from = name === undefined ? "" : `, ${name}`;
    return `승인받은 대상 ${number(count)}개만 처리합니다. 모의 실행 시각: ${clock(sentAt)}(${time(ms)} 전)${by}${from}`;
  },
  "approval-others": (facts) =>
    `승인 이후 ${plan(facts)}이 다른 Stage ${number(facts.count)}개에 연결되었습니다. 승인에 없는 Stage이므로 변경하지 않았습니다.`,
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
    return `Usage Plan의 연결을 해제한 뒤 API Key에 무엇이 적용되는지는 NCP 문서에 없습니다. ${stage(facts)}의 기본 Usage Plan이 적용될 수 있으며, 그 요청 처리량과 한도는 ${limits === "" ? "NCP 응답에 없습니다" : `${limits}입니다`}.`;
  },
  "keys-would-move": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 API Key ${number(facts.count)}개를 ${quoted(facts.successor)} Usage Plan으로 옮기게 됩니다.${facts.attaches ? ` 그 전에 ${quoted(facts.successor)} Usage Plan을 연결합니다.` : ""}`,
  "keys-moved": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 API Key ${number(facts.count)}개를 ${quoted(facts.successor)} Usage Plan으로 옮겼습니다.`,
  "key-left": (facts) =>
    `${quoted(facts.name)} API Key가 ${stage(facts)}에서 ${plan(facts)}에도 후속 Usage Plan에도 없습니다. 그사이 누군가 옮기거나 삭제했습니다.`,
  "successor-quota": (facts) =>
    `이번 달 호출 수가 ${stage(facts)}의 ${plan(facts)} 월 한도(${number(facts.limit)}건)보다 많은 API Key가 있습니다: ${listed(facts.list)}.`,
  "key-gone": (facts) => `${quoted(facts.name)} API Key가 삭제되어 ${plan(facts)}에 되돌리지 않습니다.`,
  "keys-not-known": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}의 연결을 해제할 때 API Key를 조회하지 않았습니다. 사용하던 API Key는 되돌리지 않습니다.`,
  "may-still-land": (facts) =>
    `${stage(facts)}에 ${plan(facts)}이 현재 연결되어 있습니다. ${clock(facts.sentAt)}에 보낸 요청이 나중에 처리되어 연결이 해제될 수 있으니 다시 확인해 주십시오.`,
  "plan-made-anew": (facts) =>
    `${stage(facts)}에 연결되어 있던 ${plan(facts)}은 더 이상 없습니다. 이름이 같은 Usage Plan: ${listed(facts.list)}. 연결하지 않았습니다.`,
  "rollback-nothing": () => "이 스텝이 변경한 것이 없으므로 롤백할 것이 없습니다.",
  "rollback-no-record": () =>
    "메인 스텝이 남긴 작업 기록이 없어 롤백하지 않습니다. 작업을 시작하기 전에 종료되었습니다. 메인 스텝의 로그를 확인해 주십시오.",
  "rollback-waits": () => "메인 스텝이 아직 실행 중입니다. 중지를 요청하고 끝날 때까지 기다립니다.",
  "secret-is-short": ({ name }) =>
    `${quoted(name)} 변수의 시크릿이 8자보다 짧습니다. 러너는 ID와 출력값을 포함해 같은 문자열이 나오는 모든 곳을 가립니다.`,
};
