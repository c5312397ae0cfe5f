/** Problems of a write whose effect is not what was wanted, or not known. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { at } from "../words.ts";
import { AGAIN, CONSOLE, clock, keyLine, look, NOTHING_WRITTEN, plan, said, stage } from "./phrases.ts";
import { reasons } from "./reasons.ts";

const request = ({ sentAt }: { readonly sentAt: string }): string => `${clock(sentAt)}에 보낸 요청`;

/** Accepted, and reads do not show it. */
const unseen = (facts: ProblemFacts["still-attached"], reads: string, somebody: string): ProblemText => ({
  what: `NCP가 ${request(facts)}을 접수했지만, 조회하면 ${plan(facts)}이 아직 ${stage(facts)}에 ${reads}.`,
  why: ["NCP의 처리나 조회 반영이 평소보다 늦습니다.", `같은 순간에 누군가 Usage Plan${somebody}.`],
  fix: [look(facts), "NCP가 느린 상황이라면 `timeout`을 늘려 주십시오.", AGAIN],
});

/** Seen, and then its opposite. */
const undone = (facts: ProblemFacts["attached-again"], what: string, somebody: string): ProblemText => ({
  what: `${request(facts)} 뒤에 ${plan(facts)}이 ${stage(facts)}${what}하지는 않았습니다.`,
  why: [`그사이 누군가 의도적으로 ${somebody}했습니다.`, "NCP 서버 사이의 상태가 평소보다 오래 어긋나 있습니다."],
  fix: [
    look(facts),
    `누가 ${somebody}했는지 확인하고, 합의된 경우에만 다시 변경해 주십시오. 다시 실행하면 그 사람의 변경을 되돌리게 됩니다.`,
  ],
});

export const writeProblems = {
  "reads-disagree": (facts) => ({
    what: `${plan(facts)}이 ${stage(facts)}에 연결되어 있는지 확인할 수 없습니다. 제한 시간까지 NCP의 조회 결과가 서로 달랐습니다. ${NOTHING_WRITTEN}`,
    why: ["다른 사람이 같은 시점에 Stage를 변경하고 있습니다.", "NCP의 조회 반영이 평소보다 늦습니다."],
    fix: [look(facts), AGAIN],
  }),
  "write-uncertain": (facts) => ({
    what: `${request(facts)}이 처리되었는지 확인할 수 없습니다(${reasons[facts.reason]})${said(facts)}. 나중에 처리될 수도 있습니다.${at(facts)}`,
    why: [
      facts.looked
        ? "분명한 응답을 받지 못했고, 제한 시간 안에 조회로도 확인하지 못했습니다."
        : "분명한 응답을 받지 못했고, `verify: false`이므로 조회하지 않았습니다.",
    ],
    fix: [look(facts), facts.looked ? AGAIN : "Usage Plan이 아직 연결되어 있을 때만 스텝을 다시 실행해 주십시오."],
  }),
  "still-attached": (facts) => unseen(facts, "연결되어 있습니다", "을 연결했습니다"),
  "still-detached": (facts) => unseen(facts, "연결되어 있지 않습니다", "의 연결을 해제했습니다"),
  "not-verified": (facts) => ({
    what: `NCP가 ${request(facts)}을 접수했지만, 그 뒤에 ${stage(facts)}를 조회하지 못했습니다(${reasons[facts.reason]})${said(facts)}.`,
    why: ["변경과 조회 사이에 네트워크 또는 NCP에 장애가 있었습니다.", "계정에 변경 권한만 있고 조회 권한이 없습니다."],
    fix: [look(facts), AGAIN],
  }),
  "attached-again": (facts) => undone(facts, "에서 연결 해제되었다가 다시 연결되었습니다. 두 번째로 연결 해제", "연결"),
  "detached-again": (facts) => undone(facts, "에 연결되었다가 다시 연결 해제되었습니다. 두 번째로 연결", "연결 해제"),
  "stage-changed": (facts) => ({
    what: `${request(facts)}이 처리되었는지 확인할 수 없고, 처음 조회한 뒤로 ${stage(facts)}가 변경되었습니다. 그래서 요청을 다시 보내지 않았습니다.`,
    why: ["다른 사람이 같은 Stage에서 작업하고 있습니다. 요청을 다시 보내면 의도한 작업을 되돌릴 수 있습니다."],
    fix: [look(facts), "Stage에서 작업하는 사람과 조율한 뒤, 여전히 필요하면 스텝을 다시 실행해 주십시오."],
  }),
  "keys-differ": (facts) => ({
    what: `receipt에 있는 API Key 중 일부를 ${stage(facts)}의 ${plan(facts)}에 되돌리지 못했습니다.`,
    why: ["API Key를 변경할 권한이 없습니다.", "모두 되돌리기 전에 실행이 취소되었거나 제한 시간이 지났습니다."],
    fix: [
      ...keyLine("해당 API Key", facts.list),
      `콘솔(${CONSOLE})에서 해당 API Key를 직접 Usage Plan에 연결하거나, 복구를 다시 실행해 주십시오.`,
    ],
  }),
} satisfies Partial<Catalog["problems"]>;
