/** NCP as a case wants it: sensible where the case says nothing, and its very bytes where it does. */
import type { Socket } from "node:net";

export interface FuzzReply {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** `{request}` in it becomes all that the server got. */
  readonly body: string;
  /** Bytes after which the connection is cut. */
  readonly cutAt?: number | undefined;
  /** Sent as it is, instead of all of the above. */
  readonly raw?: string | undefined;
}

export interface Script {
  /** Rows of the stage's list of plans, as they stand in the reply. */
  readonly rows: readonly unknown[];
  /** For the first request, the second, …; null: the sensible one. */
  readonly replies: readonly (FuzzReply | null)[];
}

export function standIn({ rows, replies }: Script, requests: string[]): (socket: Socket) => void {
  let on = true;
  const sensible = (head: string): [number, unknown] => {
    if (head.startsWith("CONNECT ")) return [403, ""];
    if (head.startsWith("POST ")) {
      if (head.includes("/disassociate-usage-plan")) on = false;
      if (head.includes("/associate-usage-plan")) on = true;
      return head.includes("/comments") ? [201, { id: 1 }] : [200, {}];
    }
    if (head.startsWith("PUT ")) return [200, {}];
    if (/^GET \S*\/stages\/\w+\/usage-plans/.test(head)) {
      const content = on ? rows : rows.slice(1);
      return [200, { total: content.length, content }];
    }
    if (/^GET \S*\/usage-plans\/\w+(\?| )/.test(head)) return [200, rows[0]];
    return [200, { total: 0, content: [] }];
  };
  return (socket) => {
    socket.setEncoding("latin1");
    let read = "";
    socket.on("data", (chunk: string) => {
      read += chunk;
      const end = read.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/^content-length: *(\d+)/im.exec(read.slice(0, end))?.[1] ?? 0);
      if (read.length < end + 4 + length) return;
      const request = read.slice(0, end + 4 + length);
      read = read.slice(request.length);
      const given = replies[requests.length] ?? null;
      requests.push(request);
      const bytes = given === null ? whole(...sensible(request)) : fuzzed(given, request);
      if (given?.cutAt !== undefined) socket.end(bytes.subarray(0, given.cutAt));
      else socket.write(bytes);
    });
  };
}

function whole(status: number, value: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} X\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`),
    body,
  ]);
}

function fuzzed({ status, headers, body: text, raw }: FuzzReply, request: string): Buffer {
  if (raw !== undefined) return Buffer.from(raw, "latin1");
  const body = Buffer.from(text.replaceAll("{request}", request.replaceAll("\r\n", " | ").replaceAll('"', "'")));
  const lines = [...headers, ["content-length", String(body.length)]].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} X\r\n${lines.join("")}\r\n`, "latin1"), body]);
}
