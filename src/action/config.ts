/** The typed, frozen record of all inputs: what `inputs.ts` reads and everything else uses. */
import type { Endpoint, Site } from "../ncloud/endpoint.ts";
import type { Mode, Selection } from "../usage-plan/types.ts";

export type { Endpoint, Site } from "../ncloud/endpoint.ts";

export const LANGUAGES = ["en", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Config {
  readonly mode: Mode;
  /** In `mode: restore`: empty at every level. */
  readonly selection: Selection;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly site: Site;
  /** Origin and path prefix of the API, such as `https://apigateway.apigw.ntruss.com` and `/api/v1`. */
  readonly endpoint: Endpoint;
  readonly dryRun: boolean;
  readonly verify: boolean;
  readonly ifNotAttached: "succeed" | "fail";
  /** Empty input: undefined, no look at API keys. */
  readonly maxAffectedApiKeys: number | undefined;
  readonly rollbackOnFailure: boolean;
  /** Raw text of the input; `usage-plan/receipt.ts` reads it. Given in `mode: restore` and only there. */
  readonly receipt: string | undefined;
  readonly reason: string | undefined;
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly summary: boolean;
  readonly language: Language;
  readonly githubToken: string | undefined;
  /** Issue number of the repository. Given only together with `githubToken`. */
  readonly auditIssue: number | undefined;
  /** `job.status` as the runner evaluates it when the step (or its post step) starts. */
  readonly jobStatus: string;
}
