/** Names are compared exactly, and what does not fit is answered with what there is. */
import { describe, expect, it } from "vitest";
import { checkName, fits, pickId, pickName, sameName, uniqueById } from "../../../src/usage-plan/match.ts";
import { RunError } from "../../../src/usage-plan/problem.ts";
import { factsOf } from "../facts.ts";
import { ALL, both, ids, names } from "./scenario.ts";

function problemOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof RunError) return error.problems[0];
    throw error;
  }
  throw new Error("it did not fail");
}

const nfd = (text: string) => text.normalize("NFD");

describe("one name", () => {
  it.each([
    ["운영", "운영", true],
    [nfd("운영"), "운영", true],
    ["운영", nfd("운영"), true],
    ["운영", "운영 ", false],
    ["prod", "Prod", false],
    ["운영", "운", false],
    [undefined, "운영", false],
    [undefined, "undefined", false],
  ])("%s and %s: %s", (a, b, same) => {
    expect(sameName(a, b)).toBe(same);
  });

  it("fits by id where there is one, else by name; * fits everything", () => {
    const thing = { id: "s1", name: "운영" };
    expect(fits(ids("s0", "s1"), thing)).toBe(true);
    expect(fits(ids("s0"), thing)).toBe(false);
    expect(fits(names("x", nfd("운영")), thing)).toBe(true);
    expect(fits(names("x", "y"), thing)).toBe(false);
    expect(fits(names("운영"), { id: "s1" })).toBe(false);
    expect(fits(both("s1", "other"), thing)).toBe(true);
    expect(fits(both("s0", "운영"), thing)).toBe(false);
    expect(fits(ALL, thing)).toBe(true);
  });
});

describe("an id with a name beside it", () => {
  it.each([
    ["agree", both("s1", "운영"), { id: "s1", name: nfd("운영") }],
    ["no name to compare", ids("s1"), { id: "s1", name: "other" }],
    ["no id to compare", names("운영"), { id: "s1", name: "other" }],
    ["*", ALL, { id: "s1", name: "other" }],
  ])("%s", (_, selector, ref) => {
    expect(() => checkName("stage", selector, ref)).not.toThrow();
  });

  it("disagree, also where NCP gives no name", () => {
    expect(problemOf(() => checkName("stage", both("s1", "운영"), { id: "s1", name: "prod" }))).toEqual({
      code: "id-name-mismatch",
      facts: { level: "stage", id: "s1", expected: "운영", got: "prod" },
      causes: [],
    });
    expect(factsOf(problemOf(() => checkName("api", both("a1", "운영"), { id: "a1" }))).got).toBe("");
  });
});

describe("an id in a list", () => {
  const list = Array.from({ length: 12 }, (_, n) => (n === 1 ? { id: "x1" } : { id: `x${n}`, name: `name ${n}` }));

  it("is found", () => {
    expect(pickId("stage", "x11", list)).toBe(list[11]);
  });

  it.each([
    ["product", "product-not-found"],
    ["api", "api-not-found"],
    ["stage", "stage-not-found"],
    ["usage-plan", "plan-not-found"],
  ] as const)("is not there: %s, with the first ten of what is", (level, code) => {
    const problem = problemOf(() => pickId(level, "y", list));
    expect(problem).toMatchObject({ code, facts: { id: "y", total: 12 }, causes: [] });
    expect(factsOf(problem).list).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => (n === 1 ? "x1" : `name ${n} (x${n})`)),
    );
  });
});

describe("a name in a list", () => {
  it("is found, whatever else is like it", () => {
    const list = [{ id: "1", name: "prod2" }, { id: "2", name: "prod" }, { id: "3", name: "PROD" }, { id: "4" }];
    expect(pickName("stage", "prod", list)).toBe(list[1]);
  });

  it("twice on one page is one thing", () => {
    const list = [
      { id: "1", name: "prod" },
      { id: "1", name: "prod" },
    ];
    expect(pickName("stage", "prod", list)).toEqual({ id: "1", name: "prod" });
    expect(uniqueById([...list, { id: "2", name: "prod" }])).toEqual([list[0], { id: "2", name: "prod" }]);
  });

  it("of several things is nobody's to choose", () => {
    const list = ["1", "2", "3"].map((id) => ({ id, name: "prod" }));
    expect(problemOf(() => pickName("stage", "prod", list))).toEqual({
      code: "name-ambiguous",
      facts: { level: "stage", name: "prod", list: ["prod (1)", "prod (2)", "prod (3)"] },
      causes: [],
    });
  });

  const NEAREST: [string, string[], string[]][] = [
    ["kitten", ["sitting", "kitchen", "mitten", "smitten"], ["mitten", "kitchen", "smitten", "sitting"]],
    ["prod", ["production", "PROD", "dev", "prd"], ["PROD", "prd", "dev", "production"]],
    ["abcd", ["abcdefgh", "bcd", "abd", "xyz", "dcba"], ["bcd", "abd", "abcdefgh", "xyz", "dcba"]],
    ["운영", ["개발", nfd("운용"), "운영 (구)"], [nfd("운용"), "개발", "운영 (구)"]],
    ["", ["ab", "a"], ["a", "ab"]],
    ["ab", ["", "ba"], ["", "ba"]],
    ["flaw", ["lawn", "flow", "f"], ["flow", "lawn", "f"]],
  ];
  it.each(NEAREST)("that is not there is answered with the nearest: %s", (wanted, list, expected) => {
    const problem = problemOf(() =>
      pickName(
        "product",
        wanted,
        list.map((name) => ({ id: name.length.toString(), name })).map((ref, n) => ({ ...ref, id: `x${n}` })),
      ),
    );
    expect(problem?.code).toBe("name-not-found");
    expect(problem?.facts).toMatchObject({ level: "product", name: wanted });
    expect(factsOf(problem).list?.map((text) => text.replace(/ \(x\d\)$/, ""))).toEqual(expected);
  });

  it("is answered with five at most, each once, and by the id alone where there is no name", () => {
    const list = [
      { id: "0", name: "aaaaaaaa" },
      { id: "0", name: "aaaaaaaa" },
      { id: "1", name: "prox" },
      { id: "2", name: "prxx" },
      { id: "3" },
      { id: "4", name: "zzzzzz" },
      { id: "5", name: "zzzzzzz" },
    ];
    expect(factsOf(problemOf(() => pickName("stage", "prod", list))).list).toEqual([
      "prox (1)",
      "prxx (2)",
      "3",
      "zzzzzz (4)",
      "zzzzzzz (5)",
    ]);
  });
});
