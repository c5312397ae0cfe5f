/** A file system that is full after so many bytes: a real one of the kernel, where it may be mounted. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWhere } from "../describe-where.ts";

/** What tmpfs hands out at a time. */
export const PAGE = 4_096;

export interface SmallDisk {
  readonly folder: string;
  /** Leaves no page free: then a file grows to the end of its last page, and not by a byte more. */
  fill(): void;
  /** Ends the shortage. */
  free(): void;
  readOnly(): void;
}

/** @returns `undefined` where nothing may be mounted */
export function mountSmallDisk(): (SmallDisk & { unmount(): void }) | undefined {
  const folder = mkdtempSync(join(tmpdir(), "small-disk-"));
  const mount = (...args: readonly string[]) => spawnSync("mount", args, { encoding: "utf8" });
  if (mount("-t", "tmpfs", "-o", `size=${16 * PAGE}`, "small-disk", folder).status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const filler = join(folder, "filler");
  return {
    folder,
    fill() {
      try {
        for (let n = 1; n < 32; n++) writeFileSync(filler, Buffer.alloc(PAGE), { flag: "a" });
      } catch {
        return;
      }
      throw new Error("There is no end to this disk.");
    },
    free: () => rmSync(filler, { force: true }),
    readOnly: () => void mount("-o", "remount,ro", folder),
    unmount() {
      spawnSync("umount", [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const probe = process.platform === "linux" ? mountSmallDisk() : undefined;
probe?.unmount();

export const describeOnSmallDisk = describeWhere(
  probe === undefined ? "mounting a tmpfs takes Linux and root" : undefined,
);

export async function onSmallDisk(test: (disk: SmallDisk) => Promise<void>): Promise<void> {
  const disk = mountSmallDisk();
  if (disk === undefined) throw new Error("No small disk.");
  try {
    await test(disk);
  } finally {
    disk.unmount();
  }
}
