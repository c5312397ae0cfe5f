import { describe, expect, it } from "vitest";
import { accountOf } from "../../../src/ncloud/account.ts";

describe("the fingerprint of an access key", () => {
  it("is the same for one key, another for another, and shows nothing of it", () => {
    // Receipts outlive releases: the value itself must stay.
    expect(accountOf("AK_TEST")).toBe("6836dc1bb82170a3");
    expect(accountOf("AK_TEST")).toMatch(/^[0-9a-f]{16}$/);
    expect(accountOf("AK_TESU")).not.toBe(accountOf("AK_TEST"));
  });
});
