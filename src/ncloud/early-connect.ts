/** Begins the first connection while the rest of the bundle still loads. Node's own modules only. */
import { type Dialling, dial } from "./dial.ts";

/**
 * Only for an endpoint that `parseEndpoint` has passed, and not when a proxy stands between.
 * Whoever starts it must hand it to `createTransport`, or destroy its socket. Its error is nobody's until then.
 */
export function earlyConnect(origin: string): Dialling {
  const dialling = dial(origin);
  dialling.ready.catch(() => {});
  dialling.socket.unref();
  return dialling;
}
