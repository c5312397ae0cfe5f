/** One step of the action while it runs: what each part of it needs, said once. */
import type { Config } from "./action/inputs.ts";
import type { Reporting } from "./action/log.ts";
import { accountOf } from "./ncloud/account.ts";
import type { Host } from "./session.ts";
import type { ReceiptRecord } from "./usage-plan/receipt.ts";

export interface Step extends Reporting {
  readonly host: Host;
  readonly config: Config;
  /** Milliseconds since the Unix epoch. */
  readonly started: number;
}

/** What a receipt says of the step that wrote it; as its scope, what a receipt must say to be taken. */
export function recordOf({ config, context, started }: Step): ReceiptRecord & Pick<Config, "site"> {
  return {
    site: config.site,
    origin: config.endpoint.origin,
    account: accountOf(config.accessKey),
    at: new Date(started).toISOString(),
    ...(context.runUrl === undefined ? {} : { run: context.runUrl }),
    ...(context.actor === undefined ? {} : { by: context.actor }),
    ...(config.reason === undefined ? {} : { reason: config.reason }),
  };
}
