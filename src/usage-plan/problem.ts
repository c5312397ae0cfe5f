/** From caught values to problems: data that a report can say in any language. */
import { NcloudError } from "../ncloud/errors.ts";
import type { Outcome, Problem, ProblemCode, ProblemFacts, Target } from "./types.ts";

/** Several problems found together, before any write: names that do not exist, a damaged receipt, … */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((each) => each.code).join(", "));
    this.problems = problems;
  }
}

export function problem<C extends ProblemCode>(code: C, facts: ProblemFacts[C], error?: unknown): Problem {
  // The type system does not see that the two belong together once the code is a variable.
  return { code, facts, causes: causesOf(error) } as Problem;
}

/** The end of the whole run, for one reason. */
export function runError<C extends ProblemCode>(code: C, facts: ProblemFacts[C], error?: unknown): RunError {
  return new RunError([problem(code, facts, error)]);
}

/** The problem that an error is. An unknown error keeps its words as causes under `internal-error`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RunError && error.problems[0] !== undefined) return error.problems[0];
  if (error instanceof NcloudError) return problem(error.code, error.facts, error.cause);
  return problem("internal-error", {}, error);
}

/** The same, with the failure itself among its causes: for a problem that it stands behind. */
export function failureOf(error: NcloudError): Problem {
  return { ...problemOf(error), causes: causesOf(error) };
}

export function problemsOf(error: unknown): readonly Problem[] {
  return error instanceof RunError ? error.problems : [problemOf(error)];
}

export function failed(target: Target, why: Problem, more: Partial<Outcome> = {}): Outcome {
  return { ...more, target, verdict: "failed", changed: false, problem: why };
}

/** A refusal or a failure of NCP or the network as a value; whatever else is thrown is a defect, and stays one. */
export async function orError<T>(reply: Promise<T>): Promise<T | NcloudError> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof NcloudError) return error;
    throw error;
  }
}

const MAX_CAUSES = 8;

/** The messages of an error and of everything behind it (`cause`, and `errors` of an AggregateError). */
function causesOf(error: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (value === undefined || value === null || found.length >= MAX_CAUSES) return;
    if (!(value instanceof Error)) {
      found.push(String(value));
      return;
    }
    const code = "code" in value && typeof value.code === "string" ? `${value.code}: ` : "";
    const text = value.message.startsWith(code) ? value.message : code + value.message;
    found.push(text === "" ? value.name : text);
    if (value instanceof AggregateError) value.errors.forEach(visit);
    visit(value.cause);
  };
  visit(error);
  return [...new Set(found)];
}
