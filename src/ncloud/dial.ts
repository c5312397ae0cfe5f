/**
 * Opens connections with Node's own modules: the first one is begun before the rest of the bundle is loaded, and every
 * later one the same way, so that there is one set of rules. undici gets them ready-made.
 */
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { NetworkError, type NetworkReason } from "./errors.ts";

export interface Dialling {
  /** Connecting, and later connected. Destroying it ends the attempt. */
  readonly socket: Socket;
  /** Settles when the socket can carry a request. Rejects with a `NetworkError` that was not sent. */
  readonly ready: Promise<Socket>;
}

/**
 * Where a name has several addresses, the next one is tried after this time. Node's own 250 ms is hardly longer than
 * one round trip to Korea from another continent, and would abandon addresses that answer.
 */
const NEXT_ADDRESS_MS = 600;

/** Begins TCP, and TLS for https, to an origin. */
export function dial(origin: string): Dialling {
  const { protocol, hostname, port } = new URL(origin);
  const host = hostname.replace(/^\[|\]$/g, "");
  const isTls = protocol === "https:";
  const address = {
    host,
    port: Number(port) || (isTls ? 443 : 80),
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
  };
  const socket = isTls ? connectTls({ ...address, ...tlsOptions(host) }) : connect(address);
  return open(socket, isTls);
}

/** Begins TLS to a host over a connection that is there already: a tunnel through a proxy. */
export function secure(host: string, over: Socket): Dialling {
  return open(connectTls({ socket: over, ...tlsOptions(host) }), true, true);
}

function tlsOptions(host: string) {
  return {
    // What the certificate must be for. Set even where it is an address, so that a tunnel's own address never counts.
    host,
    // Servers are named by name only (RFC 6066, 3).
    ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    ALPNProtocols: ["http/1.1"],
    // Said outright, since NODE_TLS_REJECT_UNAUTHORIZED would change the default. No `ca`: NODE_EXTRA_CA_CERTS counts.
    rejectUnauthorized: true,
  };
}

function open(socket: Socket, isTls: boolean, tunnelled = false): Dialling {
  socket.setNoDelay(true);
  let connected = tunnelled;
  socket.once("connect", () => {
    connected = true;
  });
  const ready = new Promise<Socket>((resolve, reject) => {
    socket.once(isTls ? "secureConnect" : "connect", () => resolve(socket));
    // Stays for good: an error of a socket that nobody uses must not end the process.
    socket.on("error", (error) => reject(dialError(error, connected)));
    socket.once("close", () => reject(new NetworkError(false, "connect", "the connection was closed")));
  });
  return { socket, ready };
}

function dialError(error: Error, connected: boolean): NetworkError {
  if (error instanceof NetworkError) return error;
  const [reason, message] = reasonOf(error, connected);
  return new NetworkError(false, reason, message, { cause: error });
}

/** Resets and the like: what cuts a handshake off, as opposed to what makes it fail. */
const BROKEN: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
]);

/** `connected`: TCP was there, so what failed is the handshake on it. */
export function reasonOf(error: NodeJS.ErrnoException, connected: boolean): readonly [NetworkReason, string] {
  // Node says ENOTFOUND for "no such name" and "no address"; all else of the look-up may pass.
  if (error.code === "ENOTFOUND") return ["dns", "the host name is unknown"];
  if (error.syscall === "getaddrinfo") return ["dns-temporary", "the host name could not be looked up"];
  if (connected && !BROKEN.has(error.code ?? "")) return ["tls", "the TLS handshake failed"];
  return ["connect", "the connection could not be made"];
}
