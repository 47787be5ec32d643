import assert from "node:assert/strict";
import { pairsOf } from "../../../webview/compare/bars.ts";
import { nameOf, shortNames } from "../../../webview/compare/names.ts";
import { isSame, ranked } from "../../../webview/compare/rank.ts";
import { changedRows } from "../../../webview/compare/row-pages.ts";
import { longDistance, shares, shortDistance, summary } from "../../../webview/compare/sentences.ts";
import { changesOf, comparisonOf } from "../fixtures/comparison.ts";

const commit = "4f2a91c".padEnd(40, "0");
const comparison = comparisonOf({ file: "a.csv", revision: commit }, { file: "a.csv" });
const column = (name: string) => comparison.columns.find((one) => one.name === name)!;

describe("two sides of a comparison", () => {
  it("are named by what tells them apart", () => {
    assert.equal(nameOf({ file: "data/a.csv", revision: commit }), "a.csv at 4f2a91c");
    assert.equal(nameOf({ file: "x\\a.experiment.json", split: "train" }), "train of a.experiment.json");
    assert.deepEqual(shortNames({ file: "a.csv", revision: "HEAD~1" }, { file: "a.csv" }), ["HEAD~1", "now"]);
    assert.deepEqual(shortNames({ file: "e.json", split: "train" }, { file: "e.json", split: "test" }), ["train", "test"]);
    assert.deepEqual(shortNames({ file: "a.csv" }, { file: "b.csv" }), ["a.csv", "b.csv"]);
  });

  it("are ranked: other columns, then drift, then the distance", () => {
    const names = ranked(comparison).map(({ name }) => name);
    assert.deepEqual(names.slice(0, 3), ["body_mass_g", "weight_kg", "year"]);
    assert.deepEqual(names.slice(3, 5).sort(), ["bill_depth_mm", "island"]);
    assert.ok(names.indexOf("bill_length_mm") > 4);
  });

  it("leave out what does not differ, and nothing else", () => {
    assert.equal(isSame(column("bill_length_mm")), false, "other counts");
    const twin = { ...column("flipper_length_mm"), after: column("flipper_length_mm").before };
    assert.equal(isSame(twin), true);
    assert.equal(isSame({ ...twin, drifted: true }), false);
    assert.equal(isSame({ ...twin, levels: [{ value: "a", before: 1, after: 2 }] }), false);
  });

  it("are held against each other by shares, whatever their sizes", () => {
    const [first, , , last] = pairsOf(column("island"), String);
    assert.deepEqual(first, { label: "Biscoe", before: 168 / 344, after: 160 / 350 });
    assert.equal(last?.before, 0);
    assert.deepEqual(pairsOf(column("weight_kg"), String), []);
  });

  it("are summed up in words", () => {
    assert.equal(
      summary(comparison),
      "1 column only after, 1 column only before, 1 column of another type, 2 of 4 columns drifted. The data drifted: at least half of the columns did.",
    );
    const [distance] = column("island").distances;
    assert.ok(distance);
    assert.equal(shortDistance(distance), "χ² 19, p < 0.001");
    assert.equal(longDistance(distance), "chi-square: 19.4 (3 degrees of freedom); p = 0.0002, below 0.05: drifted.");
    assert.equal(shares([2, 100], [4, 100]), "2 % → 4 %");
    assert.equal(shares([0, 100], [0, 90]), "0 %");
    assert.equal(shares(null, [1, 100]), "none → 1 %");
  });
});

describe("rows that differ, as rows of a grid", () => {
  it("show what is there now, and was where it is gone; a changed cell says what it was", async () => {
    const { pages, decorate } = changedRows(
      async ({ from, count }) => changesOf(from, count, ["added", "removed", "changed"]),
      ["island", "bill_length_mm"],
      () => undefined,
    );
    const page = await pages({ from: 290, count: 24 }, {});
    assert.deepEqual([page.matching, page.names], [314, ["island", "bill_length_mm"]]);
    const [island, bill] = page.columns;
    assert.equal(bill?.values[0], 291.5);
    assert.equal(island?.values[22], "Biscoe", "of the row that is gone");
    assert.deepEqual(page.numbers.slice(9, 12), [300, 345, 346]);
    const at = (row: number, name: string) => decorate({ row, number: row + 1, column: name, value: 0 });
    assert.deepEqual(at(290, "bill_length_mm"), { kind: "changed", title: "was 291" });
    assert.equal(at(290, "island"), undefined);
    assert.deepEqual(at(300, "island"), { kind: "added" });
    assert.deepEqual(at(312, "bill_length_mm"), { kind: "removed" });
    assert.equal(at(5, "island"), undefined, "not seen yet");
  });
});
