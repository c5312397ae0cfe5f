/** The signatures that servers of this process have received: no sink of the action may show one. */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

const byPort = new Map<number, string[]>();

// Node's own channel: it tells of every request of every HTTP server in this process.
subscribe("http.server.request.start", (message) => {
  const { request } = message as { readonly request: IncomingMessage };
  const signature = request.headers["x-ncp-apigw-signature-v2"];
  const port = request.socket.localPort ?? 0;
  if (typeof signature === "string") byPort.set(port, [...(byPort.get(port) ?? []), signature]);
});

export function signaturesSeenBy(port: number): readonly string[] {
  return byPort.get(port) ?? [];
}
