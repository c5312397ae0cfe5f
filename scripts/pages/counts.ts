/** The outputs of action.yml that there is one of for each verdict. */
import { VERDICTS } from "../../src/usage-plan/verdicts.ts";

const OUTPUTS = VERDICTS.map(
  (verdict) => `  ${verdict}-count:
    description: |
      Number of targets with the verdict \`${verdict}\`.
      결과가 \`${verdict}\`인 대상의 수.
`,
).join("");

/** The manifest with the counts of the verdicts that there are. They stand last among its outputs. */
export function withCounts(manifest: string): string {
  return manifest.replace(/( {2}total-count:\n(?: {4}.*\n)+)[\s\S]*?\n(?=runs:)/, `$1${OUTPUTS}\n`);
}
