/**
 * A case of the simulation, fit for real sockets and a real clock: what takes minutes there takes seconds here, and
 * what the simulated network does on our side of the wire is done by the server, as far as it can.
 */
import type { Apply, FaultRuleInput } from "../../../emulator/core/faults.ts";
import type { Case, Phase, WireFault } from "../../simulation/case.ts";
import { QUICK_S } from "../runner.ts";

const MAX_MS = 1_200;

/** Short times stay as they are. */
const shorter = (ms: number): number => (ms <= 100 ? ms : Math.min(MAX_MS, Math.round(ms / 8)));

const sooner = (apply: Apply): Apply => (typeof apply === "object" ? { afterMs: shorter(apply.afterMs) } : apply);

export function inRealTime(the: Case): Case {
  const { world, clock } = the;
  const { accepted, reads } = world;
  return {
    ...the,
    inputs: { ...the.inputs, timeout: QUICK_S },
    world: {
      ...world,
      ...(accepted?.applied === undefined || typeof accepted.applied === "string"
        ? {}
        : { accepted: { ...accepted, applied: { afterMs: shorter(accepted.applied.afterMs) } } }),
      ...(reads?.lagsMs === undefined ? {} : { reads: { ...reads, lagsMs: reads.lagsMs.map(shorter) } }),
      latencyMs: Math.min(200, shorter(world.latencyMs ?? 0)),
      jitterMs: Math.min(100, shorter(world.jitterMs ?? 0)),
      // A child process has the machine's clock: the server's goes wrong the other way instead.
      clock: { ...world.clock, offsetMs: (world.clock?.offsetMs ?? 0) - clock.aheadMs },
    },
    phases: the.phases.map(phaseInRealTime),
  };
}

function phaseInRealTime(phase: Phase): Phase {
  return {
    ...phase,
    faults: [...phase.faults.map(ruleInRealTime), ...phase.wire.flatMap(byTheServer)],
    others: phase.others.map((act) => ({ ...act, ms: Math.sign(act.ms) * shorter(Math.abs(act.ms)) })),
    stop: phase.stop === null ? null : { ...phase.stop, ms: shorter(phase.stop.ms) },
  };
}

function ruleInRealTime(rule: FaultRuleInput): FaultRuleInput {
  const { do: fault } = rule;
  const applied = "apply" in fault && fault.apply !== undefined ? { ...fault, apply: sooner(fault.apply) } : fault;
  switch (applied.kind) {
    case "refuse":
      return { ...rule, do: { kind: "reset" } };
    case "reset":
      // Only a request that was read whole shows which plan it is for.
      return { ...rule, do: { ...applied, when: "after-body" } };
    case "down":
      return { ...rule, do: { ...applied, forMs: shorter(applied.forMs) } };
    case "latency":
      return { ...rule, do: { ...applied, ms: shorter(applied.ms) } };
    case "reply":
      // A long wait leaves nothing to look at: one that is asked for is a second at most, or none.
      return typeof applied.retryAfter === "number"
        ? { ...rule, do: { ...applied, retryAfter: Math.min(1, applied.retryAfter) } }
        : { ...rule, do: applied };
    default:
      return { ...rule, do: applied };
  }
}

/** Look-ups, handshakes and proxies have tests of their own; what can be lost or late on the way is so at the server. */
function byTheServer({ on, nth, times, kind, ms }: WireFault): readonly FaultRuleInput[] {
  const rule = { on, nth, times };
  switch (kind) {
    case "slow-up":
      return [{ ...rule, do: { kind: "latency", ms: shorter(ms), apply: { afterMs: shorter(ms) } } }];
    case "slow-down":
      return [{ ...rule, do: { kind: "latency", ms: shorter(ms) } }];
    case "lost-before":
    case "connect":
    case "dns-temporary":
    case "proxy-temporary":
      return [{ ...rule, do: { kind: "reset" } }];
    default:
      return [];
  }
}
