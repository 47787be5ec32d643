import assert from "node:assert/strict";
import { weakSegments } from "../../src/engine/modeltest/segments.ts";
import type { Explanation, Segment } from "../../src/protocol/explanation.ts";
import type { RowFilter } from "../../src/protocol/rows.ts";

const explained = (filter: RowFilter[], condition = "x > 1"): Explanation => {
  const figures = { rows: 1, value: 0, rest: 0, effect: 0, p: 0, q: 0 };
  const weak: Segment[] = [{ parts: [{ column: "x", condition, filter }], ...figures }];
  return {
    version: 1,
    run: "r",
    on: "test",
    rows: 1,
    importance: null,
    partialDependence: [],
    segments: { metric: "accuracy", direction: "max", overall: 1, tried: 1, leastRows: 1, weak },
    groups: [],
    worst: { loss: "log loss", columns: [], rows: [] },
    notes: [],
  };
};

/** Which of these values of `x` lie in the segment. */
const inside = (filter: RowFilter[], ...values: (string | number | null)[]) => {
  const [segment] = weakSegments(explained(filter));
  return values.filter((x) => segment?.holds({ x }));
};

describe("the weak segments of a run", () => {
  it("hold the rows that pass their filters", () => {
    const range = { column: "x", test: "range", from: 1, to: 3 } as const;
    assert.deepEqual(inside([range], 0, 1, 2, 3, null), [1, 2]);
    assert.deepEqual(inside([{ ...range, closed: true }], 3, 4), [3]);
    assert.deepEqual(inside([{ ...range, not: true }], 0, 2, null), [0], "a missing value is in no range and in no other");
    assert.deepEqual(inside([{ column: "x", test: "equals", values: ["a", "2"] }], "a", "b", 2, null), ["a", 2]);
    assert.deepEqual(inside([{ column: "x", test: "contains", text: "An" }], "banana", "cherry"), ["banana"]);
    assert.deepEqual(inside([{ column: "x", test: "missing" }], null, 1), [null]);
    assert.deepEqual(inside([{ column: "x", test: "missing", not: true }], null, 1), [1]);
    const from2020 = { column: "x", test: "range", from: Date.UTC(2020, 0), to: null } as const;
    assert.deepEqual(inside([from2020], "2019-05-01T00:00:00.000Z", "2020-05-01T00:00:00.000Z"), ["2020-05-01T00:00:00.000Z"]);
  });

  it("are none where nothing was explained, and are called what the report calls them", () => {
    assert.deepEqual(weakSegments(null), []);
    assert.equal(weakSegments(explained([]))[0]?.title, "x > 1");
    assert.equal(weakSegments(explained([], "is missing"))[0]?.title, "x is missing");
  });
});
