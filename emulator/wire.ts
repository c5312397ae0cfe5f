import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { Act, Reply } from "./core/handling.ts";

/** Larger requests are cut off: nothing that the API takes comes near it. */
const MAX_BODY_BYTES = 1024 * 1024;

/** The body as text. `undefined`: it never came to its end, or is too large. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** What came along with the head, for whoever listens at the server: nothing is waited for. */
export async function arrivedBody(request: IncomingMessage): Promise<string> {
  await setImmediate();
  const chunk = request.read() as Buffer | null;
  return chunk?.toString("utf8") ?? "";
}

/**
 * Does on the wire what the core decided. `socket` carries HTTP; `below` is the plain TCP socket under it (the same
 * one without TLS): a reset has to be done there.
 */
export function perform(act: Act, socket: Socket, response: ServerResponse, below: Socket): void {
  if (socket.destroyed) return;
  switch (act.kind) {
    case "reply":
      reply(act.reply, response);
      return;
    case "refuse":
    case "reset":
      below.resetAndDestroy();
      return;
    case "hold":
      return;
    case "garbage":
      socket.end(act.text);
      return;
    case "half":
      half(act.reply, act.end, socket, below);
      return;
    case "drip":
      drip(act, socket);
      return;
  }
}

function reply({ status, headers, body }: Reply, response: ServerResponse): void {
  response.sendDate = false;
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, ...(status === 204 ? {} : { "content-length": bytes.length }) });
  response.end(bytes);
}

/** A reply without a body is cut in the middle of its head: else it would be whole. */
function half(reply: Reply, end: "reset" | "close", socket: Socket, below: Socket): void {
  const body = Buffer.from(reply.body);
  const head = rawHead(reply, { "content-length": String(body.length) });
  const cut = body.length === 0 ? head.length >> 1 : head.length + (body.length >> 1);
  socket.write(Buffer.concat([head, body]).subarray(0, cut), () => {
    if (end === "close") socket.end();
    // A reset overtakes what the client has not read yet: give it a moment.
    else setTimeout(() => below.resetAndDestroy(), 30).unref();
  });
}

function drip({ reply, bytes, everyMs, endless }: Extract<Act, { kind: "drip" }>, socket: Socket): void {
  const body = Buffer.from(reply.body);
  const chunk = (text: Buffer) =>
    Buffer.concat([Buffer.from(`${text.length.toString(16)}\r\n`), text, Buffer.from("\r\n")]);
  let rest = endless
    ? Buffer.concat([
        rawHead({ ...reply, status: reply.status === 204 ? 200 : reply.status }, { "transfer-encoding": "chunked" }),
        ...(body.length > 0 ? [chunk(body)] : []),
      ])
    : Buffer.concat([rawHead(reply, { "content-length": String(body.length) }), body]);
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    if (rest.length > 0) {
      socket.write(rest.subarray(0, bytes));
      rest = rest.subarray(bytes);
    } else if (endless) {
      socket.write(chunk(Buffer.alloc(bytes, " ")));
    } else {
      clearInterval(timer);
      socket.end();
    }
  }, everyMs);
  timer.unref();
}

function rawHead({ status, headers }: Reply, more: Readonly<Record<string, string>>): Buffer {
  const lines = Object.entries({ ...headers, ...more, connection: "close" }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n`, "latin1");
}
