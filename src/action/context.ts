/** Who runs this and where, from the runner's environment: for the summary, the comment and the receipt. */
import { endpointOf, type Site } from "../ncloud/endpoint.ts";
import type { Env } from "../ncloud/ports.ts";
import type { Config } from "./inputs.ts";

/** Where the runner does not say which action this is: a checkout of it (`uses: ./`), or no runner at all. */
const UNKNOWN_ACTION = "<owner>/ncp-apigw-detach-usage-plan@<sha> # v1.0.0";

const SERVER = /^https?:\/\/[\w.-]{1,250}(:\d{1,5})?(\/[\w./-]{0,100})?$/;
const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
const REF = /^[\w./+@-]{1,250}$/;
const NUMBER = /^\d{1,20}$/;

export interface Server {
  readonly site: Site;
  readonly origin: string;
  /** The site's own, and not one that `api-url` names. */
  readonly isNcp: boolean;
}

export interface RunContext {
  /** Login of whoever started the run; who started it again, if that is somebody else. */
  readonly actor: string | undefined;
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string | undefined;
  readonly workflow: string | undefined;
  readonly job: string | undefined;
  /** Link to the run and attempt. */
  readonly runUrl: string | undefined;
  /** What a workflow writes after `uses:` to get this action, such as `<owner>/ncp-apigw-detach-usage-plan@<sha>`. */
  readonly uses: string;
  /** Before the path of a page of the documentation: a link where one is known, else nothing (a path in a checkout). */
  readonly docs: string;
  readonly reason: string | undefined;
  /** The server that is asked, once the inputs are known. */
  readonly server: Server | undefined;
  readonly rollbackOnFailure: boolean;
  /** 1, or more when the run was started again. */
  readonly attempt: number;
  /** Set by the post step: this is a rollback of what the main step did, with the main step's receipt. */
  readonly rollback?: { readonly receipt: string };
}

/** @param config what is known of the inputs; nothing when they are wrong */
export function readRunContext(
  env: Env,
  config?: Pick<Config, "reason" | "site" | "endpoint" | "rollbackOnFailure">,
): RunContext {
  const read = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  // These become parts of links and of a step to paste: what is none is as good as not there.
  const part = (name: string, grammar: RegExp): string | undefined =>
    grammar.test(env[name] ?? "") ? env[name] : undefined;
  const server = (part("GITHUB_SERVER_URL", SERVER) ?? "https://github.com").replace(/\/+$/, "");
  const repository = part("GITHUB_REPOSITORY", REPOSITORY);
  const runId = part("GITHUB_RUN_ID", NUMBER);
  const attempt = part("GITHUB_RUN_ATTEMPT", NUMBER);
  // Set by the runner for an action that comes from a repository, and for no other (actions/runner, ActionRunner.cs).
  const action = part("GITHUB_ACTION_REPOSITORY", REPOSITORY);
  const ref = part("GITHUB_ACTION_REF", REF);
  return {
    actor: read("GITHUB_TRIGGERING_ACTOR") ?? read("GITHUB_ACTOR"),
    repository,
    workflow: read("GITHUB_WORKFLOW"),
    job: read("GITHUB_JOB"),
    runUrl:
      repository === undefined || runId === undefined
        ? undefined
        : `${server}/${repository}/actions/runs/${runId}${attempt === undefined ? "" : `/attempts/${attempt}`}`,
    uses: action === undefined || ref === undefined ? UNKNOWN_ACTION : `${action}@${ref}`,
    docs: action === undefined || ref === undefined ? "" : `${server}/${action}/blob/${ref}/`,
    reason: config?.reason,
    server: config && serverOf(config),
    rollbackOnFailure: config?.rollbackOnFailure ?? false,
    attempt: Number(attempt ?? 1) || 1,
  };
}

function serverOf({ site, endpoint: { origin } }: Pick<Config, "site" | "endpoint">): Server {
  return { site, origin, isNcp: origin === endpointOf(site).origin };
}
