import { authenticate } from "./authentication.ts";
import { type Context, Refused } from "./context.ts";
import { denied, FAILURES, type Failure, type Rendered, render } from "./failures.ts";
import type { Apply, Fault } from "./faults.ts";
import type { Admission, EmulatorRequest } from "./handling.ts";
import { isWrite, type Operation, selects, type Write } from "./operations.ts";
import { reads } from "./reads.ts";
import type { Schedule } from "./schedule.ts";
import type { Credential } from "./state.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";
import { type Decision, nothingToDo, writes } from "./writes.ts";

/** The true reply: what the server would say if nothing came between. */
export interface Outcome extends Rendered {
  readonly status: number;
  readonly failure?: Failure;
  /** Value of the `Date` header. */
  readonly date: string | undefined;
  readonly world: World;
}

interface Job {
  readonly request: EmulatorRequest;
  readonly admission: Admission;
  readonly now: number;
  readonly store: Store;
  readonly world: World;
  readonly schedule: Schedule;
  /** The moment that reads show. */
  readonly asOf: number;
}

/** Does what the request asks, as far as it may and its fault lets it, and gives the true reply. */
export function fulfil(job: Job): Outcome {
  const { admission, now, world } = job;
  const serverClock = now + world.clock.offsetMs + (admission.fault?.kind === "clock" ? admission.fault.offsetMs : 0);
  const date = dateHeader(world, admission.fault, serverClock, now);
  try {
    const done = applies(admission.fault) === "skip" ? success(world) : run(job, serverClock);
    return { ...done, date, world };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { failure } = error;
    admission.entry.code = failure.code;
    const rendered = render(world.errors.shape, failure, serverClock, world.errors.details);
    return { status: failure.status, ...rendered, failure, date, world };
  }
}

/** `skip`: the request is lost before anything looked at it. */
function applies(fault: Fault | undefined): Apply | "skip" {
  if (fault === undefined || fault.kind === "clock" || fault.kind === "no-date") return "at-once";
  if (fault.kind === "refuse") return "skip";
  if (fault.apply !== "no") return fault.apply;
  const showsTruth =
    fault.kind === "drip" || fault.kind === "half" || fault.kind === "body" || fault.kind === "latency";
  return showsTruth ? "no" : "skip";
}

function run(job: Job, serverClock: number): Pick<Outcome, "status" | "type" | "body"> {
  const { request, admission, store, world, asOf } = job;
  const { route, entry } = admission;
  if (route === undefined) throw new Refused(FAILURES.notFound);
  const credential = authenticate(request, store.credentials, serverClock);
  if (typeof credential === "string") {
    entry.refusal = credential;
    throw new Refused(FAILURES.authentication);
  }
  const { operation } = route;
  if (!permits(credential, operation, world)) throw new Refused(denied(world.denial));
  const body = jsonBody(request);
  const context: Context = { store, world, ids: route.ids, query: route.query, body, asOf };
  if (!isWrite(operation)) return { status: 200, ...json(world, reads[operation](context)) };
  if (typeof body["usagePlanId"] === "string") entry.plan = body["usagePlanId"];
  return write(job, operation, writes[operation](context));
}

function write(job: Job, operation: Write, decision: Decision): Pick<Outcome, "status" | "type" | "body"> {
  const { admission, now, world, schedule } = job;
  const { entry } = admission;
  if (!decision.todo) {
    const failure = nothingToDo(operation, decision.status);
    if (failure !== undefined) throw new Refused(failure);
    return success(world, decision.status);
  }
  const faulty = applies(admission.fault);
  const when = faulty === "at-once" ? world.accepted.applied : faulty;
  const commit = (at: number) => {
    entry.applied = true;
    entry.appliedAt = at;
    entry.changed = decision.commit(at, entry.n);
  };
  if (when !== "no" && when !== "skip") entry.accepted = true;
  if (when === "at-once") commit(now);
  else if (typeof when === "object") {
    entry.dueAt = now + when.afterMs;
    schedule.add(entry.dueAt, commit);
  }
  return success(world);
}

/** An accepted write: NCP documents neither its status nor its body. */
function success(world: World, status: number = world.accepted.status): Pick<Outcome, "status" | "type" | "body"> {
  const { body } = world.accepted;
  if (status === 204 || body === "empty") return { status, type: undefined, body: "" };
  if (body === "json") return { status, ...json(world, { result: "SUCCESS" }) };
  return { status, ...render(body, { status, code: "0", message: "OK" }, 0) };
}

function json(world: World, value: unknown): Rendered {
  return { type: world.contentType ?? undefined, body: JSON.stringify(value) };
}

function permits({ permission }: Credential, operation: Operation, world: World): boolean {
  if (world.forbidden.some((selector) => selects(selector, operation))) return false;
  if (permission === "manage") return true;
  return permission === (isWrite(operation) ? "write" : "view");
}

/** Documented: `Content-Type: application/json` on requests with a body. The emulator insists. */
function jsonBody({ method, headers, body }: EmulatorRequest): Readonly<Record<string, unknown>> {
  if (method === "GET" || body === undefined || body === "") return {};
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) {
    throw new Refused(FAILURES.badRequest("Content-Type: application/json expected"));
  }
  const value = parse(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Refused(FAILURES.badRequest("a JSON object expected"));
  }
  return { ...value };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(FAILURES.badRequest("the body is not JSON"));
  }
}

function dateHeader(world: World, fault: Fault | undefined, serverClock: number, now: number): string | undefined {
  if (fault?.kind === "no-date" || world.clock.date === "absent") return undefined;
  if (world.clock.date === "garbage") return "yesterday, about noon";
  return new Date(world.clock.date === "true" ? now : serverClock).toUTCString();
}
