/**
 * Opens connections with Node's own modules, the first one and every later one the same way, so that there is one set of
 * rules. undici gets them ready-made.
 */
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { NetworkError, type NetworkReason } from "./errors.ts";
import { connectTcp, hostOf } from "./tcp.ts";

export interface Dialling {
  /** Connecting, and later connected. Destroying it ends the attempt. */
  readonly socket: Socket;
  /** Settles when the socket can carry a request. Rejects with a `NetworkError` that was not sent. */
  readonly ready: Promise<Socket>;
}

/** Begins TCP, and TLS for https, to an origin. */
export function dial(origin: string): Dialling {
  return dialOver(connectTcp(origin), origin);
}

/** The same with a TCP connection that was begun before, by `connectTcp` and to this origin. */
export function dialOver(tcp: Socket, origin: string): Dialling {
  const plain = open(tcp, "connect");
  const url = new URL(origin);
  if (url.protocol === "http:") return plain;
  let socket = tcp;
  const ready = plain.ready.then(() => {
    const tls = secure(hostOf(url), tcp);
    socket = tls.socket;
    return tls.ready;
  });
  return {
    get socket() {
      return socket;
    },
    ready,
  };
}

/** Begins TLS to a host over a connection that is there already: a tunnel through a proxy. */
export function secure(host: string, over: Socket): Dialling {
  return open(connectTls({ socket: over, ...tlsOptions(host) }), "secureConnect");
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

function open(socket: Socket, event: "connect" | "secureConnect"): Dialling {
  // TLS begins where TCP is there.
  const connected = event === "secureConnect";
  const ready = new Promise<Socket>((resolve, reject) => {
    // It may have come, or ended, before anybody listened.
    if (event === "connect" && socket.readyState === "open") resolve(socket);
    if (socket.errored) reject(dialError(socket.errored, connected));
    socket.once(event, () => resolve(socket));
    // Stays for good: an error of a socket that nobody uses must not end the process.
    socket.on("error", (error) => reject(dialError(error, connected)));
    const closed = (): void => reject(new NetworkError(false, "connect", "the connection was closed"));
    if (socket.closed) closed();
    else socket.once("close", closed);
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
