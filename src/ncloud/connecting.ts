/** How connections are made, the early one and undici's. Small: it is loaded before the first connection begins. */
import type { SecureContext } from "node:tls";

/** Name look-up, TCP and TLS, together. Shorter than an attempt, so that its failure is known as what it is. */
export const CONNECT_MS = 10_000;

export const TCP_OPTIONS = {
  noDelay: true,
  // Where a name has several addresses, the next one is tried after this time. Node's own 250 ms is hardly longer than
  // one round trip to Korea from another continent, and would abandon addresses that answer.
  autoSelectFamilyAttemptTimeout: 600,
} as const;

/** Said outright, since NODE_TLS_REJECT_UNAUTHORIZED and --tls-min-v1.0 would change the defaults. */
export const TLS_OPTIONS = {
  rejectUnauthorized: true,
  minVersion: "TLSv1.2",
  // No `ca`: NODE_EXTRA_CA_CERTS counts.
} as const;

/** One for many connections: to make one reads all certificates that Node trusts. */
export async function createContext(): Promise<SecureContext> {
  return (await import("node:tls")).createSecureContext(TLS_OPTIONS);
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/** One turn of the event loop: what the network has brought is dealt with after it. */
export const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
