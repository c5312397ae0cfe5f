import { describe, type TestOptions } from "vitest";

/**
 * `describe` where a machine has all that the tests need; elsewhere they count as skipped, and their title says why.
 *
 * @param lacking why they cannot run here; undefined: they can
 */
export const describeWhere =
  (lacking: string | undefined, options: TestOptions = {}) =>
  (name: string, tests: () => void): void => {
    const title = lacking === undefined ? name : `${name} (skipped: ${lacking})`;
    describe(title, { ...options, skip: lacking !== undefined }, tests);
  };
