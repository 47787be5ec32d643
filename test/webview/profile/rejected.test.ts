import assert from "node:assert/strict";
import { rejectedCount, rejectedPart } from "../../../webview/profile/rejected.ts";
import { penguins, troubled } from "../fixtures/profile.ts";

describe("rows that do not fit, in words", () => {
  it("are counted with values that could not be read", () => {
    assert.equal(rejectedCount(1), "1 row or value does not fit or could not be read");
    assert.equal(rejectedCount(1204), "1,204 rows or values do not fit or could not be read");
    assert.equal(rejectedCount(0), "All rows fit");
  });

  it("have a part of the page where there are some, or a choice was made that must be seen", () => {
    assert.equal(rejectedPart(penguins(), null), "");
    assert.equal(rejectedPart(penguins(), {}), "");
    assert.notEqual(rejectedPart(penguins(), { rejectedRows: "keep" }), "");
    assert.notEqual(rejectedPart(troubled(), null), "");
  });
});
