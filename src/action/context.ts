/** Who runs this and where, from the runner's environment: for the summary, the comment and the receipt. */
import type { Config } from "./config.ts";
import type { Env } from "./toolkit.ts";

export interface RunContext {
  /** Login of whoever started the run. */
  readonly actor: string | undefined;
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string | undefined;
  readonly workflow: string | undefined;
  readonly job: string | undefined;
  /** Link to the run and attempt. */
  readonly runUrl: string | undefined;
  /** What a workflow writes after `uses:` to get this action, such as `OWNER/ncp-apigw-detach-usage-plan@v1`. */
  readonly uses: string;
  /** Where the documentation of a problem is; append `#<code>`. */
  readonly troubleshootingUrl: string | undefined;
  readonly reason: string | undefined;
  readonly site: string | undefined;
  /** The `api-url` to give again for an undo, when it was given. */
  readonly apiUrl: string | undefined;
}

/** @param config what is known of the inputs; nothing when they are wrong */
export function readRunContext(_env: Env, config?: Pick<Config, "reason" | "site">): RunContext {
  return {
    actor: undefined,
    repository: undefined,
    workflow: undefined,
    job: undefined,
    runUrl: undefined,
    uses: "OWNER/ncp-apigw-detach-usage-plan@v1",
    troubleshootingUrl: undefined,
    reason: config?.reason,
    site: config?.site,
    apiUrl: undefined,
  };
}
