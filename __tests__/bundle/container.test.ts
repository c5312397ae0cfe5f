/**
 * Jobs in a container: a cancel ends `docker exec` and not the step in the container, which goes on. No daemon is needed
 * to see that: what counts are the kernel's name spaces of processes, and the folder that both steps share.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeWhere } from "../describe-where.ts";
import { everywhere, MANY } from "./post.ts";
import { type Emulated, emulated, errorOf, until } from "./runner.ts";

/** A process space of its own, with the files of this machine. */
const CONTAINER = [pathOf("unshare"), "--pid", "--fork", "--mount-proc"] as const;
const possible = process.platform === "linux" && spawnSync(CONTAINER[0], [...CONTAINER.slice(1), "true"]).status === 0;

/** A step has a PATH of its own. */
function pathOf(program: string): string {
  return spawnSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).stdout?.trim() ?? "";
}

/** `emulated`, with the folder that the runner mounts into every container of a job. */
async function job(
  test: (all: Emulated, options: { readonly env: { readonly RUNNER_TEMP: string } }) => Promise<void>,
) {
  const folder = mkdtempSync(join(tmpdir(), "runner-temp-"));
  try {
    const world = { faults: [{ on: "detach" as const, do: { kind: "latency" as const, ms: 2_000 } }] };
    await emulated({ world }, (all) => test(all, { env: { RUNNER_TEMP: folder } }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const describeInContainer = describeWhere(possible ? undefined : "a process space of its own takes Linux and root", {
  concurrent: true,
  timeout: 60_000,
});

/** A container that runs, as a runner starts one for a job; its first process is the child of `unshare`. */
async function inContainer(test: (exec: readonly string[]) => Promise<void>): Promise<void> {
  const holder = spawn(CONTAINER[0], [...CONTAINER.slice(1), "sleep", "300"]);
  try {
    await until(() => childOf(holder) !== "");
    await test([pathOf("nsenter"), "--target", childOf(holder), "--pid", "--mount", "--"]);
  } finally {
    const first = Number(childOf(holder));
    if (first > 0) process.kill(first, "SIGKILL");
    holder.kill("SIGKILL");
  }
}

const childOf = ({ pid }: ChildProcess): string => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  } catch {
    return "";
  }
};

const INPUTS = { ...MANY, concurrency: "1" };

/** The client of the container first, which would have a word to say of it. */
function killBoth(client: ChildProcess): void {
  const step = Number(childOf(client));
  client.kill("SIGKILL");
  process.kill(step, "SIGKILL");
}

const writing = ({ server }: Emulated) =>
  until(() => server.requests().filter(({ operation }) => operation === "detach").length >= 2);

/** The end of a main step has been said before the first request that puts back. */
function oneAfterTheOther({ server }: Emulated, endedAt: number): void {
  const attached = server.requests().filter(({ operation }) => operation === "attach");
  expect(attached.length).toBeGreaterThanOrEqual(2);
  for (const { at } of attached) expect(at).toBeGreaterThanOrEqual(endedAt - 1_000);
}

/** The main step's `docker exec` is killed, and the post step is started. What the post step said. */
async function outlived(under: readonly string[]) {
  let result: Awaited<ReturnType<Emulated["run"]>> | undefined;
  await job(async (all, options) => {
    const before = everywhere(all);
    const main = all.start(INPUTS, { ...options, under });
    await writing(all);
    main.child.kill("SIGKILL");
    const rollback = all.run(INPUTS, { stage: "post", ...options, state: main.state(), under });
    const { stdout } = await main.ended;
    const endedAt = Date.now();
    expect(stdout).toContain("Cancelled");
    result = await rollback;
    expect(result.exitCode, result.stdout).toBe(0);
    expect(everywhere(all)).toEqual(before);
    oneAfterTheOther(all, endedAt);
  });
  if (result === undefined) throw new Error("nothing was run");
  return result;
}

describeInContainer("a main step that outlives its docker exec", () => {
  test("in the same container: seen, stopped, waited for, undone", () =>
    inContainer(async (exec) => {
      expect((await outlived(exec)).stdout).toContain("still running");
    }));

  test("in another container: not seen, stopped by its file, and known by its record", async () => {
    await outlived(CONTAINER);
  });

  test("in another container, and deaf: nothing is written against it, red", () =>
    job(async (all, options) => {
      const main = all.start(INPUTS, { ...options, under: CONTAINER });
      await writing(all);
      const step = Number(childOf(main.child));
      main.child.kill("SIGKILL");
      process.kill(step, "SIGSTOP");
      const result = await all.run(INPUTS, { stage: "post", ...options, state: main.state(), under: CONTAINER });
      process.kill(step, "SIGKILL");
      await main.ended;
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toContain("may still be running");
      expect(result.stdout).toContain("ncp-receipt-2.");
      expect(all.server.requests().filter(({ operation }) => operation === "attach")).toEqual([]);
    }));

  test("in another container, and dead: nobody can know that from here, red", () =>
    job(async (all, options) => {
      const main = all.start(INPUTS, { ...options, under: CONTAINER });
      await writing(all);
      killBoth(main.child);
      const result = await all.run(INPUTS, {
        stage: "post",
        ...options,
        state: (await main.ended).state,
        under: CONTAINER,
      });
      expect(result.exitCode).toBe(1);
      expect(errorOf(result)).toContain("may still be running");
      expect(all.server.requests().filter(({ operation }) => operation === "attach")).toEqual([]);
    }));

  test("in the same container, and dead: known, and undone", () =>
    inContainer((exec) =>
      job(async (all, options) => {
        const before = everywhere(all);
        const main = all.start(INPUTS, { ...options, under: exec });
        await writing(all);
        killBoth(main.child);
        const result = await all.run(INPUTS, {
          stage: "post",
          ...options,
          state: (await main.ended).state,
          under: exec,
        });
        expect(result.exitCode, result.stdout).toBe(0);
        expect(everywhere(all)).toEqual(before);
      }),
    ));
});
