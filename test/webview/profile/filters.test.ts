import assert from "node:assert/strict";
import type { RowFilter } from "../../../src/protocol/rows.ts";
import { alertReason } from "../../../webview/profile/alert-reason.ts";
import { linkedText } from "../../../webview/profile/column-link.ts";
import { binFilter, filterText, missingFilter, valueFilter, withFilter } from "../../../webview/profile/filters.ts";
import { countsAmong, countsOf, filterOfBar } from "../../../webview/profile/pick-spark.ts";
import { penguins, rich } from "../fixtures/profile.ts";

const profile = penguins();
const column = (name: string) => profile.columns.find((one) => one.name === name)!;

describe("filters made by a click", () => {
  it("cover a histogram's bins without a gap or a row twice", () => {
    const bill = column("bill_length_mm");
    const bins = bill.histogram ?? [];
    const filters = bins.map((_, at) => binFilter(bill, bins, at));
    for (const [at, filter] of filters.entries()) {
      assert.ok(filter.test === "range");
      assert.deepEqual([filter.from, filter.to, filter.closed ?? false], [bins[at]?.from, bins[at]?.to, at === bins.length - 1]);
    }
  });

  it("are those of the bar that was hit: a bin, a value, or all other values", () => {
    const bars = countsOf(column("island"));
    assert.deepEqual(bars, [168, 124, 52]);
    assert.deepEqual(filterOfBar(column("island"), 1), { column: "island", test: "equals", values: ["Dream"] });
    const many = { ...column("island"), count: 400 };
    assert.equal(countsOf(many).at(-1), 56);
    assert.deepEqual(filterOfBar(many, 3), { column: "island", test: "equals", values: ["Biscoe", "Dream", "Torgersen"], not: true });
    assert.equal(filterOfBar(column("bill_length_mm"), 99), null);
  });

  it("are counted on the same bars among some rows, or not at all", () => {
    const values = {
      name: "island",
      storage: "VARCHAR",
      count: 12,
      missing: 1,
      histogram: null,
      top: [
        { value: "Dream", count: 9 },
        { value: "Torgersen", count: 1 },
      ],
    };
    assert.deepEqual(countsAmong(column("island"), values), [0, 9, 1]);
    assert.deepEqual(countsAmong({ ...column("island"), count: 400 }, values), [0, 9, 1, 2], "the rest has a bar of its own");
    const bins = (column("body_mass_g").histogram ?? []).map((bin, at) => ({ ...bin, count: at }));
    assert.deepEqual(
      countsAmong(column("body_mass_g"), { ...values, histogram: bins, top: [] }),
      bins.map(({ count }) => count),
    );
    assert.equal(countsAmong(column("body_mass_g"), { ...values, histogram: bins.slice(1), top: [] }), null);
    assert.equal(countsAmong(column("island"), { ...values, histogram: bins, top: [] }), null);
  });

  it("join: values of one column beside each other, a new range in place of the old one, the rest one after another", () => {
    const steps: RowFilter[] = [
      valueFilter("island", "Dream"),
      valueFilter("island", "Biscoe"),
      valueFilter("island", "Dream"),
      valueFilter("island", "Torgersen", true),
      missingFilter("sex"),
      binFilter(column("body_mass_g"), column("body_mass_g").histogram ?? [], 0),
      binFilter(column("body_mass_g"), column("body_mass_g").histogram ?? [], 1),
    ];
    const filters = steps.reduce<RowFilter[]>(withFilter, []);
    assert.deepEqual(
      filters.map((filter) => filterText(filter, profile)),
      ["island is Dream or Biscoe", "island is not Torgersen", "sex is missing", "body_mass_g from 2,880 to below 3,060"],
    );
  });

  it("say what they are in words", () => {
    const text = (filter: RowFilter) => filterText(filter, rich());
    assert.equal(text(missingFilter("sex", true)), "sex is not missing");
    assert.equal(text(valueFilter("sex", "")), "sex is empty text");
    assert.equal(
      text({ column: "island", test: "equals", values: ["a", "b", "c", "d", "e"], not: true }),
      "island is not a, b, c or 2 more",
    );
    assert.equal(text({ column: "x", test: "range", from: 1.5, to: null }), "x from 1.5");
    assert.equal(text({ column: "x", test: "range", from: null, to: 3, closed: true, not: true }), "x not to 3");
    assert.equal(text({ column: "observed_on", test: "range", from: Date.UTC(2008, 0, 1), to: null }), "observed_on from 2008-01-01");
    assert.equal(text({ column: "remarks", test: "contains", text: "seen" }), "remarks contains seen");
  });
});

describe("an alert", () => {
  const parts = (text: string, ...names: string[]) =>
    linkedText(text, names).map((part) => (typeof part === "string" ? part : `[${part.values[1]}]`));

  it("has its columns as links where it names them, whole words only", () => {
    assert.deepEqual(parts('"a" and "ab" are strongly related (0.9).', "a", "ab"), [
      '"',
      "[a]",
      '" and "',
      "[ab]",
      '" are strongly related (0.9).',
    ]);
    assert.deepEqual(parts("nothing of it here", "sex"), ["nothing of it here", " ", "[sex]"]);
    assert.deepEqual(parts("größe (cm): 3 % missing", "größe (cm)"), ["[größe (cm)]", ": 3 % missing"]);
  });

  it("gives its reason with the limit it was raised by", () => {
    assert.equal(alertReason("MISSING"), "more than 1 % of the rows have no value");
    assert.match(alertReason("MISSING", { ...profile.thresholds, MISSING: 0.2 }), /more than 20 %/);
    assert.notEqual(alertReason("SOMETHING_NEW"), "");
  });
});
