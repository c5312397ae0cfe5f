/** Listens at the server, and says in the simulation's words what became of each request. */
import type { Emulator } from "../../../emulator/core/emulator.ts";
import type { Handling } from "../../../emulator/core/handling.ts";
import type { Entry } from "../../../emulator/core/journal.ts";
import { isWrite } from "../../../emulator/core/operations.ts";
import type { Moment } from "../../simulation/case.ts";
import type { Sent, SentEnd } from "../../simulation/network.ts";

/** More is as good as no reply. */
const MAX_REPLY_BYTES = 1024 * 1024;
/** What left a process before it heard a signal may reach the server later, on a busy machine. */
const UNDER_WAY_MS = 500;

/** No run is under way: whoever still wanted to act comes too late. */
export const NOBODY = (): void => {};

/** What the journal does not have of a request. */
export interface Noted {
  /** In its body: the journal has it only of those that were not lost. */
  readonly plan: string | undefined;
  readonly end: SentEnd;
}

/** Notes what becomes of each request, and tells the moments after which somebody is to act. */
export class Tap {
  readonly noted = new Map<number, Noted>();
  onMoment: (what: Moment) => void = NOBODY;
  readonly #lastWrite = new Map<string, { readonly plan: string | undefined; readonly on: boolean }>();

  constructor(emulator: Emulator) {
    const handle = emulator.handle.bind(emulator);
    emulator.handle = (request, now, admission = emulator.admit(request, now)) => {
      const { entry, route } = admission;
      const plan = /"usagePlanId":"(\w+)"/.exec(request.body ?? "")?.[1];
      const handling = handle(request, now, admission);
      this.noted.set(entry.n, { plan, end: endOf(handling, entry, now) });
      this.onMoment("arrival");
      const { operation, ids } = route ?? {};
      if (operation !== undefined && isWrite(operation)) {
        this.onMoment("write");
        if (operation !== "subscribe") this.#lastWrite.set(ids?.["stage"] ?? "", { plan, on: operation === "attach" });
      }
      if (handling.act.kind === "reply") {
        const shown = operation === "stage-plans" && this.#showsDone(ids?.["stage"] ?? "", handling.act.reply.body);
        setTimeout(() => {
          this.onMoment("reply");
          if (shown) this.onMoment("seen");
        }, handling.afterMs);
      }
      return handling;
    };
  }

  #showsDone(stage: string, listing: string): boolean {
    const last = this.#lastWrite.get(stage);
    return last?.plan !== undefined && listing.includes(`"${last.plan}"`) === last.on;
  }
}

/** As the client gets to know it, as far as the server can tell: what is sent is taken as received. */
function endOf({ act, afterMs }: Handling, entry: Entry, now: number): SentEnd {
  const at = now + afterMs;
  // Which requests were signed before the correction of the clock, only the client can tell.
  if (entry.refusal === "clock-skew") return { kind: "error", at, sent: false, reason: "lost" };
  if (act.kind === "reply" || (act.kind === "drip" && !act.endless)) {
    const { status, body } = act.reply;
    if (body.length > MAX_REPLY_BYTES) return { kind: "error", at, sent: true, reason: "too-large" };
    return { kind: "reply", at, status, body };
  }
  const reason = act.kind === "hold" || act.kind === "drip" ? "timeout" : act.kind === "garbage" ? "malformed" : "lost";
  return { kind: "error", at, sent: true, reason };
}

/** @param heardAt when the process said that it had heard a signal */
export function sentOf(entry: Entry, noted: Noted | undefined, heardAt: number | undefined): Sent {
  const { operation, method, target, at, product, api, stage, plan = noted?.plan } = entry;
  const key = entry.key ?? new URLSearchParams(target.split("?")[1]).get("apiKeyId");
  return {
    operation,
    write: operation !== undefined && isWrite(operation),
    method,
    target,
    signature: "",
    ...(product === undefined ? {} : { product }),
    ...(api === undefined ? {} : { api }),
    ...(stage === undefined ? {} : { stage }),
    ...(plan === undefined ? {} : { plan }),
    ...(key === null ? {} : { key }),
    at,
    afterCancel: heardAt !== undefined && at > heardAt + UNDER_WAY_MS,
    stillborn: false,
    // Not a copy: what is under way still changes it.
    entry,
    ...(noted === undefined ? {} : { end: noted.end }),
  };
}
