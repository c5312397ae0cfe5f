/** What the tests of names share. */
import { resolve } from "../../../src/usage-plan/resolve.ts";
import type { Selection, Selector } from "../../../src/usage-plan/types.ts";
import type { StageWork } from "../../../src/usage-plan/work.ts";
import { API, names, PRODUCT, STAGE } from "./scenario.ts";
import { type Play, Scene } from "./virtual.ts";

export const STAGING = { id: "s7t2x9r4ql", name: "staging 환경" };
export const CANARY = { id: "s0u5y8i2om", name: "canary" };
export const nfd = (text: string) => text.normalize("NFD");
export const byNames = (plan: Selector, more: Partial<Selection> = {}): Selection => ({
  product: names(PRODUCT.name),
  api: names(API.name),
  stage: names(STAGE.name),
  plan,
  ...more,
});

export async function resolved(selection: Selection, play: Play = {}, scene = new Scene()) {
  let work: StageWork[] = [];
  const played = await scene.play(async (run) => {
    work = await resolve(run, selection);
    return [];
  }, play);
  return { ...played, work, codes: played.problems.map(({ code }) => code) };
}
