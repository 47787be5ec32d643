import assert from "node:assert/strict";
import fc from "fast-check";
import { targetsOf } from "../../src/host/ask/targets.ts";
import type { ColumnProfile, ColumnType } from "../../src/protocol/profile.ts";

const column = (name: string, type: ColumnType, distinct: number, range: [number, number] | null = null) =>
  ({ name, type, distinct, min: range?.[0] ?? null, max: range?.[1] ?? null }) as ColumnProfile;
const names = (columns: ColumnProfile[]) => targetsOf({ columns }).map(({ name }) => name);

const PENGUINS = [
  column("species", "category", 3),
  column("island", "category", 3),
  column("bill_length_mm", "number", 164, [32.1, 59.6]),
  column("sex", "category", 2),
  column("year", "integer", 3, [2007, 2009]),
];

describe("targetsOf", () => {
  it("puts the telling name first", () => {
    assert.equal(names(PENGUINS)[0], "species");
    assert.equal(names([column("price", "number", 500, [1, 9]), column("rooms", "integer", 6, [1, 6])])[0], "price");
  });

  it("else the last column, if it is one to predict", () => {
    assert.equal(names([column("a", "number", 50), column("b", "number", 50), column("c", "category", 2)])[0], "c");
    assert.equal(names([column("a", "category", 3), column("note", "text", 90)])[0], "a");
  });

  it("says what each is", () => {
    assert.deepEqual(targetsOf({ columns: PENGUINS }).find(({ name }) => name === "bill_length_mm")?.what, "number, 32.1 to 59.6");
    assert.equal(targetsOf({ columns: PENGUINS })[0]?.what, "category, 3 classes");
  });

  it("leaves out what cannot be predicted", () => {
    const columns = [
      column("id", "identifier", 344),
      column("k", "constant", 1),
      column("none", "empty", 0),
      column("same", "category", 1),
    ];
    assert.deepEqual(names(columns), []);
  });

  it("offers each other column once, in a fixed order", () => {
    const any = fc.record({
      type: fc.constantFrom<ColumnType>("number", "category", "integer", "date", "text", "boolean"),
      distinct: fc.integer({ min: 2, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(any), (facts) => {
        const columns = facts.map(({ type, distinct }, index) => column(`c${index}`, type, distinct));
        assert.deepEqual(names(columns).sort(), columns.map(({ name }) => name).sort());
        assert.deepEqual(names(columns), names(columns));
      }),
    );
  });
});
