/** Faults of the place that the action runs in, which would otherwise look like its own or the network's. */
import { readFileSync } from "node:fs";
// By its whole: Node 20, which has to be told that it is too old, does not know the function.
import tls from "node:tls";
import type { Broken } from "./ncloud/errors.ts";
import type { Env } from "./ncloud/ports.ts";
import { problem } from "./usage-plan/problem.ts";
import type { Problem } from "./usage-plan/types.ts";

/** GitHub's runtime (`runs.using` in action.yml). Runners fall back to an older one on ARM32. */
const NODE = 24;

export interface Runtime {
  /** Such as `24.21.0`. */
  readonly node: string;
  /** undici reads replies in it; `--jitless` takes it away. */
  readonly webAssembly: boolean;
}

/** Why nothing can be sent from here at all. */
export function unfit({ node, webAssembly }: Runtime): Problem | undefined {
  if (Number.parseInt(node, 10) < NODE) return problem("node-too-old", { expected: String(NODE), got: node });
  return webAssembly ? undefined : problem("no-webassembly", {});
}

/** Node itself only warns of a CA file that is no good, and then no certificate of that CA is trusted. */
export function orCaFile(found: Problem, env: Env): Problem {
  const path = env["NODE_EXTRA_CA_CERTS"];
  if (found.code !== "tls-failed" || path === undefined || path === "") return found;
  if (tls.getCACertificates("extra").length > 0) return found;
  return { ...problem("ca-file-unusable", { path, reason: reasonOf(path) }), causes: found.causes };
}

function reasonOf(path: string): string {
  try {
    readFileSync(path);
    return "no PEM certificate in it" satisfies Broken;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? ("unreadable" satisfies Broken);
  }
}
