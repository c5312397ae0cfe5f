/** What the tests of connections share. */
import { NetworkError } from "../../../../src/ncloud/errors.ts";

/** The error that a request ends with. Throws when it ends with none, or with another kind. */
export async function failure(sending: Promise<unknown>): Promise<NetworkError> {
  const error = await sending.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof NetworkError)) throw new Error(`not a NetworkError: ${error}`);
  return error;
}
