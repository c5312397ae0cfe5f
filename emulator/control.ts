import type { IncomingMessage, ServerResponse } from "node:http";
import * as v from "valibot";
import { check, count, InvalidDocument } from "./core/check.ts";
import type { FaultRuleInput } from "./core/faults.ts";
import type { StateInput } from "./core/state.ts";
import type { WorldInput } from "./core/world.ts";
import type { RunningEmulator } from "./running.ts";
import { readBody } from "./wire.ts";

/** The control endpoint: how tests and people look into the emulator and change it while it runs. See docs/emulator.md. */
const PREFIX = "/__emulator/";

export const isControl = (request: IncomingMessage): boolean => request.url?.startsWith(PREFIX) ?? false;

const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

type Handler = (server: RunningEmulator, body: unknown, query: URLSearchParams) => unknown;

const id = v.string();
const association = v.strictObject({ stageId: id, usagePlanId: id });
const key = v.strictObject({ apiKeyId: id, stageId: id, usagePlanId: v.exactOptional(id) });
const renaming = v.strictObject({ id, name: v.string() });
const downtime = v.strictObject({ forMs: count() });

const HANDLERS: Readonly<Record<string, Handler>> = {
  "GET health": (server) => ({ ok: true, url: server.url }),

  "GET state": (server) => server.emulator.getState(),
  "PUT state": (server, body) => setState(server, body as StateInput),
  "POST state": (server, body) =>
    setState(server, { ...server.emulator.getState(true), ...(body as Partial<StateInput>) }),

  "GET world": (server) => server.emulator.world,
  "POST world": (server, body) => {
    server.setWorld(body as WorldInput);
    return server.emulator.world;
  },
  "POST faults": (server, body) => {
    server.emulator.addFaults((Array.isArray(body) ? body : [body]) as FaultRuleInput[]);
    return { ok: true };
  },
  "DELETE faults": (server) => {
    server.emulator.clearFaults();
    return { ok: true };
  },

  "GET requests": (server) => server.requests(),
  "DELETE requests": (server) => {
    server.emulator.journal.length = 0;
    return { ok: true };
  },
  "GET history": (server, _body, query) =>
    server.emulator.history(query.get("stageId") ?? "", query.get("usagePlanId") ?? undefined),

  "POST attach": ({ emulator }, body) => {
    const { stageId, usagePlanId } = check(association, body, "body");
    return { changed: emulator.attach(stageId, usagePlanId, Date.now()) };
  },
  "POST detach": ({ emulator }, body) => {
    const { stageId, usagePlanId } = check(association, body, "body");
    return { changed: emulator.detach(stageId, usagePlanId, Date.now()) };
  },
  "POST move-key": ({ emulator }, body) => {
    const { apiKeyId, stageId, usagePlanId } = check(key, body, "body");
    return { changed: emulator.moveKey(apiKeyId, stageId, usagePlanId, Date.now()) };
  },
  "POST rename": ({ emulator }, body) => {
    const { id, name } = check(renaming, body, "body");
    emulator.rename(id, name, Date.now());
    return { ok: true };
  },
  "POST delete-plan": ({ emulator }, body) => {
    emulator.deletePlan(check(v.strictObject({ usagePlanId: id }), body, "body").usagePlanId, Date.now());
    return { ok: true };
  },
  "POST delete-stage": ({ emulator }, body) => {
    emulator.deleteStage(check(v.strictObject({ stageId: id }), body, "body").stageId, Date.now());
    return { ok: true };
  },
  "POST down": (server, body) => {
    const { forMs } = check(downtime, body, "body");
    // After this reply is out.
    setTimeout(() => void server.down(forMs), 20);
    return { ok: true };
  },
  "POST stop": (server) => {
    setTimeout(() => void server.close(), 20);
    return { ok: true };
  },
};

/** Answers a control request. Pages in a browser are kept out: they send an `Origin`, or a `Host` of their own. */
export async function control(
  request: IncomingMessage,
  response: ServerResponse,
  server: RunningEmulator,
): Promise<void> {
  if (!LOOPBACK.test(request.headers.host ?? "") || request.headers.origin !== undefined) {
    return send(response, 403, { error: "The control endpoint is for programs on this machine." });
  }
  const [path = "", search = ""] = (request.url ?? "").slice(PREFIX.length).split("?");
  const handler = HANDLERS[`${request.method} ${path}`];
  if (handler === undefined) {
    return send(response, 404, { error: `No such control request. There are: ${Object.keys(HANDLERS).join(", ")}` });
  }
  try {
    const text = await readBody(request);
    server.emulator.advance(Date.now());
    const body: unknown = text === undefined || text === "" ? {} : JSON.parse(text);
    send(response, 200, handler(server, body, new URLSearchParams(search)));
  } catch (error) {
    if (!(error instanceof InvalidDocument || error instanceof SyntaxError)) throw error;
    send(response, 400, { error: error.message });
  }
}

/** A credential without a secret key keeps the one it had: what `GET state` gives can be sent back. */
function setState(server: RunningEmulator, given: StateInput): unknown {
  const before = server.emulator.store.credentials;
  const hidden = (secret: unknown) => secret === undefined || secret === "***";
  const credentials = Array.isArray(given?.credentials)
    ? given.credentials.map((row) =>
        hidden(row?.secretKey) ? { ...row, secretKey: before.get(row?.accessKey)?.secretKey ?? "" } : row,
      )
    : [...before.values()];
  server.emulator.setState({ ...given, credentials });
  return { ok: true };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json;charset=UTF-8" });
  response.end(`${JSON.stringify(body)}\n`);
}
