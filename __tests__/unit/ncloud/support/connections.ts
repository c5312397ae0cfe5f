/** What the tests of connections share. */
import { type Dialling, dialOver } from "../../../../src/ncloud/dial.ts";
import { NetworkError } from "../../../../src/ncloud/errors.ts";
import { connectTcp } from "../../../../src/ncloud/tcp.ts";

/** As `index.ts` does it. */
export function earlyConnect(origin: string): Dialling {
  const first = dialOver(connectTcp(origin).unref(), origin);
  first.ready.catch(() => {});
  return first;
}

/** The error that a request ends with. Throws when it ends with none, or with another kind. */
export async function failure(sending: Promise<unknown>): Promise<NetworkError> {
  const error = await sending.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof NetworkError)) throw new Error(`not a NetworkError: ${error}`);
  return error;
}
