/** Every way to end, in both languages: can it be understood in five seconds? */
import { describe, expect, test } from "vitest";
import { sanitized } from "../../scripts/pictures-page.ts";
import { LANGUAGES, play } from "../../scripts/scene.ts";
import { SCENES } from "../../scripts/scenes.ts";
import { errorOf, readLog } from "./runner.ts";

/** Where GitHub cuts an annotation (actions/runner, ExecutionContext.cs). */
const MAX_ANNOTATION = 4_096;

const LOOKED = /^(would-|already-|check-off$|attached$)/;

const cases = SCENES.flatMap((scene) => LANGUAGES.map((language) => [scene.name, language, scene] as const));

// A restore right after its detach waits until that is too old to be late: half a minute.
describe.concurrent("a scene", { timeout: 90_000 }, () => {
  test.each(cases)("%s (%s)", async (_, language, scene) => {
    const { result } = await play(scene, language);
    const { summary, stdout, exitCode } = result;
    const [headline = ""] = summary.split("\n");
    expect([result.outputs["result"], result.outputs["code"]].join(" ").trim()).toBe(scene.ends);

    // The headline is a sentence that names what it is about.
    expect(headline).toMatch(/^<h3>.+<\/h3>$/);
    for (const name of scene.names ?? []) expect(headline).toContain(name);

    // What to do stands above what is only to look at, and never in a fold alone.
    const fix = { en: "What to do", ko: "조치 방법" }[language];
    const open = summary.replace(/<details>[\s\S]*?<\/details>/g, "");
    expect(open.includes(`<b>${fix}</b>`)).toBe(exitCode === 1);
    const table = summary.indexOf("<table>");
    if (exitCode === 1 && table >= 0) expect(summary.indexOf(`<b>${fix}</b>`)).toBeLessThan(table);

    // What is on the stage now, where a run that changed nothing has looked.
    const now = { en: "Usage plans now", ko: "현재 Usage Plan" }[language];
    if (LOOKED.test(scene.name)) expect(summary).toContain(now);
    expect(summary).not.toMatch(new RegExp(`${now}</th><td>.*<del>`));

    // Whom it may hit, or that nobody has looked.
    const nobody = { en: "Nobody looked which API keys are affected", ko: "영향을 받는 API Key를 확인하지 않았습니다" }[
      language
    ];
    expect(summary.includes(nobody)).toBe(scene.name === "detached-lean");

    // No undo is advised where no API key was moved.
    const undo = { en: "To undo what was changed", ko: "변경한 것을 되돌리려면" }[language];
    expect(open).not.toContain(undo);

    // Nothing that GitHub would take out.
    expect(sanitized(summary)).toBe(summary);

    // One annotation, with a title, that GitHub shows whole; the receipt is a line of the log.
    const annotations = readLog(stdout).filter(({ command }) => command === "error" || command === "warning");
    for (const { text, properties } of annotations) {
      expect(text.length).toBeLessThan(MAX_ANNOTATION);
      expect(properties["title"]).not.toBe("");
      expect(text.split("\n")).not.toContain(properties["title"]);
      expect(text).not.toContain("ncp-receipt-");
    }
    if (exitCode === 1) {
      expect(errorOf(result)).toContain(fix);
      expect(errorOf(result)).toMatch(/docs\/troubleshooting(\.ko)?\.md#[a-z-]+/);
    }

    // Times of the reader's part of the world, without milliseconds, where no line can break inside them.
    expect(summary).toMatch(
      language === "ko" ? /<p>20\d\d-\d\d-\d\d \d\d:\d\d:\d\d KST/ : /<p>20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC/,
    );
    expect(summary.replace(/<pre>[\s\S]*?<\/pre>/g, "")).not.toMatch(/\d\dT\d\d:\d\d/);
  });
});
