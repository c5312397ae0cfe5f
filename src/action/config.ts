/** The typed, frozen record of all inputs: what `inputs.ts` reads and everything else uses. */
import type { Endpoint, Site } from "../ncloud/endpoint.ts";
import type { Mode, Selection, Selector } from "../usage-plan/types.ts";

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
  readonly ifAttached: "succeed" | "fail";
  readonly lookAtApiKeys: boolean;
  /** `unlimited`: undefined. */
  readonly maxAffectedApiKeys: number | undefined;
  readonly maxAffectedCalls: number | undefined;
  /** The plan that API keys move to: one id, one name, or both, which must agree. */
  readonly successor: Selector | undefined;
  /** Raw text of the input; `usage-plan/approval.ts` reads it. With it the selection is empty. */
  readonly approval: string | undefined;
  readonly rollbackOnFailure: boolean;
  /** Raw text of the input; `usage-plan/receipt.ts` reads it. `mode: restore` has it or a file. */
  readonly receipt: string | undefined;
  /** A file, or a folder of them. */
  readonly receiptFile: string | undefined;
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
