/** What the main step of a run with `rollback-on-failure` leaves for its post step, before each write. */
import { appendJournal, describeSelf, listenForStop } from "./action/living.ts";
import { createSaver, type SavedStep } from "./action/state.ts";
import type { Host } from "./session.ts";
import { recordOf, type Step } from "./step.ts";
import { runError } from "./usage-plan/problem.ts";
import { intended, lastWriteOf, type ReceiptPlan, type ReceiptStage, stagesToUndo } from "./usage-plan/receipt.ts";
import type { Run } from "./usage-plan/run.ts";
import type { Outcome } from "./usage-plan/types.ts";
import { placeOf } from "./usage-plan/work.ts";

export interface Journal {
  /** @throws {RunError} so that nothing is written that could not be rolled back */
  begin(): void;
  /** @throws {RunError} */
  readonly beforeWrites: NonNullable<Run["beforeWrites"]>;
  end(outcomes: readonly Outcome[]): void;
  /** The process as its post step can stop it too. */
  readonly host: Host;
}

export function createJournal(step: Step): Journal {
  const { host, toolkit, config } = step;
  const self = describeSelf(host.processes, host.env);
  const intents: ReceiptStage[] = [];
  const over = new AbortController();
  let begun = false;
  const saver = createSaver((values) => {
    appendJournal(self, values);
    toolkit.saveState(values);
  });
  const surely = (save: () => void): void => {
    try {
      save();
    } catch (error) {
      throw runError(
        "state-unwritable",
        { path: host.env["GITHUB_STATE"] || "GITHUB_STATE", reason: codeOf(error) },
        error,
      );
    }
  };
  return {
    begin() {
      const { timeoutMs, concurrency, language, summary, auditIssue } = config;
      const given = { timeoutMs, concurrency, language, summary, auditIssue };
      const saved: SavedStep = { ...given, record: toolkit.redact(recordOf(step)), process: self };
      surely(() => saver.begin(saved));
      begun = true;
    },
    beforeWrites(at, plans, successor) {
      const stage = toolkit.redact(intended(at, plans, successor));
      surely(() => saver.intend(stage));
      intents.push(stage);
    },
    end(outcomes) {
      over.abort();
      if (!begun) return;
      const ended = new Map(
        stagesToUndo(outcomes).flatMap((stage) =>
          stage.plans.map((plan) => [`${placeOf(stage)}/${plan.id}`, plan] as const),
        ),
      );
      const ends = intents.flatMap((stage) =>
        stage.plans.map((plan) => endOf(ended.get(`${placeOf(stage)}/${plan.id}`))),
      );
      saver.end(ends, lastWriteOf(outcomes));
    },
    host: {
      ...host,
      onSignal(callback) {
        void listenForStop(self, host.clock, over.signal, callback);
        return host.onSignal(callback);
      },
    },
  };
}

function endOf(plan: ReceiptPlan | undefined) {
  if (plan === undefined) return "not-written";
  if (!plan.sent) return "keys-only";
  return plan.sure ? "sure" : "doubtful";
}

/** The system's word, such as `ENOSPC`, or the message of an error that is none of its. */
const codeOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};
