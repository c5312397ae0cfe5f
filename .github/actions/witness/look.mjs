// Says whether the plan of ci.yml is on its stage. Also run as a step: node look.mjs URL
const STAGE = "s1v6b0n3ke";
const PLAN = "u5h0j3w8pe";

export async function look(url) {
  const state = await (await fetch(`${url}/__emulator/state`)).json();
  const stages = state.products.flatMap(({ apis }) => apis.flatMap((api) => api.stages));
  const stage = stages.find(({ stageId }) => stageId === STAGE);
  if (stage === undefined) throw new Error(`no stage ${STAGE}`);
  process.stdout.write(`WITNESS ${stage.usagePlanIds.includes(PLAN) ? "on" : "off"}\n`);
}

if (process.argv[2] !== undefined) await look(process.argv[2]);
