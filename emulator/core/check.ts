import * as v from "valibot";

/** A state, world or fault that is not what it should be. The message names every place and what is wrong there. */
export class InvalidDocument extends Error {
  override readonly name = "InvalidDocument";
}

/**
 * Checks JSON against a schema and fills in its defaults. The input is never changed: the result is a copy.
 * @throws {InvalidDocument} listing all faults, each with its path.
 */
export function check<S extends v.GenericSchema>(schema: S, json: unknown, what: string): v.InferOutput<S> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => {
    const path = v.getDotPath(issue);
    return `  ${path === null ? what : `${what}.${path}`}: ${issue.message}`;
  });
  throw new InvalidDocument(`This ${what} cannot be used:\n${faults.join("\n")}`);
}

export const count = () => v.pipe(v.number(), v.integer(), v.minValue(0));
export const milliseconds = count;
