/** What happens, as it happens: one line each. */
import type { Catalog } from "../catalog.ts";
import { at, duration, number, quoted } from "../words.ts";
import { listed, plan, stage } from "./phrases.ts";
import { reasons } from "./reasons.ts";
import { UNITS } from "./units.ts";

const time = (ms: number): string => duration(ms, UNITS);
/** The reason of a failure, with the status of the reply where there was one. */
const why = ({ reason, status }: { readonly reason: keyof Catalog["reasons"]; readonly status?: number }): string =>
  `${reasons[reason]}${status === undefined ? "" : `, HTTP ${status}`}`;

export const notes = {
  retrying: (facts) =>
    `${facts.attempt}번째 시도가 실패했습니다(${why(facts)}). ${time(facts.ms)} 뒤에 다시 시도합니다.${at(facts)}`,
  "clock-corrected": ({ ms }) =>
    `러너의 시계가 NCP보다 약 ${time(Math.abs(ms))} ${ms > 0 ? "빠릅니다" : "느립니다"}. 보정한 시각으로 요청에 서명합니다. 시계를 맞추어 주십시오.`,
  "done-after-refusal": (facts) =>
    `NCP가 ${stage(facts)}의 ${plan(facts)}에 대한 요청을 거절했지만(${why(facts)}), 두 번 조회한 결과 반영되어 있습니다. 요청이 실제로는 처리되었거나 같은 시점에 다른 사람이 변경한 것입니다. receipt에 기록했습니다.`,
  observed: (facts) =>
    facts.list.length === 0
      ? `${stage(facts)}에 연결된 Usage Plan이 없습니다(기본 Usage Plan 제외).`
      : `${stage(facts)}에 연결된 Usage Plan: ${listed(facts.list)}.`,
  targets: ({ count, list }) => `대상: ${number(count)}개.${list.length === 0 ? "" : ` ${listed(list, count)}`}`,
  writing: (facts) => `${stage(facts)}의 ${plan(facts)}에 대한 요청을 보냅니다.${at(facts)}`,
  accepted: () => "NCP가 요청을 접수했습니다.",
  reconciling: (facts) => `요청이 처리되었는지 분명하지 않습니다(${why(facts)}). 확인될 때까지 조회합니다.${at(facts)}`,
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
} satisfies Partial<Catalog["notes"]>;
