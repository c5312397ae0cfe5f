/**
 * `npm run demo`: the built action against the emulator, as a runner would start it, and what is left behind each time.
 * Ends with 0 only when all of it was as expected.
 */
import { existsSync } from "node:fs";
import { startEmulator } from "../emulator/server.ts";
import { bold, frame, heading, logLines, summaryLines, verdictMark, wrapped } from "./demo-view.ts";
import { type ActionResult, ENTRY, runAction } from "./runner.ts";

/** Of `emulator/seed.json`: the plan 무료 체험 플랜 on the stage 운영 of the 결제 API. */
const TARGET = {
  "product-id": "p4y2m8q0zt",
  "api-id": "a9f3k1c7wd",
  "stage-id": "s1v6b0n3ke",
  "usage-plan-id": "u2g7d4l9xa",
};
const KEYS = { "access-key": "EMULATORMANAGER00001", "secret-key": "emulator-manager-not-a-real-secret-00001" };

/** As a workflow writes them. */
const SECRETS = { "access-key": "${{ secrets.NCP_ACCESS_KEY }}", "secret-key": "${{ secrets.NCP_SECRET_KEY }}" };

interface Step {
  readonly title: string;
  readonly about: string;
  inputs(receipt: string): Readonly<Record<string, string>>;
  readonly expected: {
    readonly result: string;
    readonly code: string;
    readonly exitCode: 0 | 1;
    readonly attached: boolean;
  };
}

const STEPS: readonly Step[] = [
  {
    title: "Detach a usage plan from a stage",
    about:
      "It looks first, sends one request, and looks again: three requests on one connection. The receipt can undo it.",
    inputs: () => ({ ...TARGET, reason: "The free trial has ended" }),
    expected: { result: "detached", code: "", exitCode: 0, attached: false },
  },
  {
    title: "The same again",
    about: "The plan is off already, so there is nothing to write. The step is green: a second run never hurts.",
    inputs: () => TARGET,
    expected: { result: "already-detached", code: "", exitCode: 0, attached: false },
  },
  {
    title: "A wrong id",
    about:
      "NCP says 404 whichever of the ids is wrong. The action finds out which one it is, and a typo never ends green.",
    inputs: () => ({ ...TARGET, "stage-id": "s1v6b0n3k3" }),
    expected: { result: "failed", code: "stage-not-found", exitCode: 1, attached: false },
  },
  {
    title: "Undo the first one, in Korean",
    about: "With the receipt of step 1 the plan is put back. The log and the summary speak Korean when asked to.",
    inputs: (receipt) => ({ mode: "restore", receipt, language: "ko" }),
    expected: { result: "restored", code: "", exitCode: 0, attached: true },
  },
];

async function main(): Promise<void> {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is not there: npm run build makes it.`);
  const server = await startEmulator();
  try {
    print(bold("Detach NCP API Gateway usage plan: a demo"));
    print(...wrapped(`The emulator stands in for NCP's API at ${server.url}. Nothing leaves this machine.`));
    let receipt = "";
    let wrong = 0;
    for (const [index, step] of STEPS.entries()) {
      print("", heading(`${index + 1} of ${STEPS.length}  ${step.title}`), ...wrapped(step.about), "");
      const before = server.requests().length;
      const inputs = { ...step.inputs(receipt), "api-url": server.url };
      const result = await runAction({ inputs: { ...inputs, ...KEYS } });
      receipt ||= result.outputs["receipt"] ?? "";
      show(inputs, result);
      const seen = server.requests().slice(before);
      const requests = seen.map(({ method, target, status }) => `${method} ${target} → ${status}`);
      print(...frame("What the server saw", requests));
      const attached = server.emulator.isOn(TARGET["stage-id"], TARGET["usage-plan-id"]);
      wrong += tellFaults(step, result, attached);
    }
    print("", bold(wrong === 0 ? "✔ All as expected." : `✘ ${wrong} of ${STEPS.length} did not end as expected.`));
    if (wrong > 0) process.exitCode = 1;
    else print("Next: the README has workflows to copy, and `npm run emulator` starts this server for a rehearsal.");
  } finally {
    await server.close();
  }
}

function show(inputs: Readonly<Record<string, string>>, result: ActionResult): void {
  const { stdout, outputs, summary, exitCode } = result;
  const withs = { ...inputs, ...SECRETS };
  const set = Object.entries(outputs).filter(([, value]) => worthShowing(value));
  print(
    ...frame(
      "The step's inputs",
      Object.entries(withs).map(([name, value]) => `${name}: ${cut(value)}`),
    ),
  );
  print(...frame("The log", logLines(stdout)));
  print(
    ...frame(
      "The outputs",
      set.map(([name, value]) => `${name} = ${cut(value)}`),
    ),
  );
  print(...frame("The job summary", summaryLines(summary)));
  print(...frame("The step", [exitCode === 0 ? "green (exit code 0)" : `red (exit code ${exitCode})`]));
}

/** What is not as the step expects; 1 when there is anything. */
function tellFaults({ expected }: Step, { outputs, exitCode, stderr, signal }: ActionResult, attached: boolean): 0 | 1 {
  const seen = { result: outputs["result"], code: outputs["code"], exitCode, attached };
  const faults = Object.entries(expected).flatMap(([what, value]) => {
    const got = seen[what as keyof typeof seen];
    return got === value ? [] : [`${what}: ${String(value)} expected, and it is ${String(got)}`];
  });
  if (stderr !== "" || signal !== null) faults.push(`it ended with ${signal ?? "words on stderr"}: ${stderr}`);
  print(verdictMark(faults));
  return faults.length === 0 ? 0 : 1;
}

const worthShowing = (value: string): boolean => value !== "" && value !== "0" && value !== "[]";

/** Receipts and results are long: the whole of them is for machines. */
const cut = (text: string): string => (text.length <= 140 ? text : `${text.slice(0, 139)}…`).replaceAll("\n", "\\n");

function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

await main();
