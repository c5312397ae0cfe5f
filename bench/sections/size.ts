import { bundle } from "../../scripts/bundle.ts";
import { sizesOf } from "../../scripts/sizes.ts";
import type { Section } from "../harness/section.ts";

export const size: Section = {
  title: "Size",
  async run() {
    const { markdown, exceeded } = sizesOf(await bundle());
    return {
      goals: [{ what: "sums of `dist/` over their budget", value: exceeded.length, limit: 0, unit: "" }],
      markdown: `As the build reports it. The budget is in \`scripts/sizes.ts\`; \`npm run build\` and \`npm run check-dist\` fail \
when a sum exceeds it. Why things are where they are: [bundle.md](bundle.md).

${markdown}`,
    };
  },
};
