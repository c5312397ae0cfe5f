/**
 * Begins TCP with `node:net` alone. To load and prepare TLS takes another 10 ms, which can pass while TCP is under way.
 */
import { connect, type Socket } from "node:net";

/**
 * Where a name has several addresses, the next one is tried after this time. Node's own 250 ms is hardly longer than
 * one round trip to Korea from another continent, and would abandon addresses that answer.
 */
const NEXT_ADDRESS_MS = 600;

/** Only for an origin that `parseEndpoint` has passed, or a proxy's. Whoever calls it must use or destroy the socket. */
export function connectTcp(origin: string): Socket {
  const url = new URL(origin);
  const socket = connect({
    host: hostOf(url),
    port: Number(url.port) || (url.protocol === "https:" ? 443 : 80),
    noDelay: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
  });
  // An error is nobody's until somebody waits for the socket: it must not end the process.
  return socket.on("error", () => {});
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}
