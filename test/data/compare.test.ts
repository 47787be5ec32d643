import assert from "node:assert/strict";
import { compareData } from "../../src/engine/data/compare/compare.ts";
import type { CompareQuery, Comparison } from "../../src/protocol/compare.ts";
import { PENGUINS } from "../support/paths.ts";
import { opening } from "./opening.ts";
import { fileOf, refuses } from "./support.ts";

describe("a comparison", () => {
  const { engine, folder } = opening();
  const compare = (query: CompareQuery): Promise<Comparison> => compareData(engine, folder, query, {});
  const files = (before: string, after: string): CompareQuery => ({ before: { file: fileOf(before) }, after: { file: fileOf(after) } });

  it("of a file with itself finds no difference", async () => {
    const { columns, drift, before, after } = await compare({ before: { file: PENGUINS }, after: { file: PENGUINS } });
    assert.deepEqual([before.rows, after.rows, before.sha256 === after.sha256], [344, 344, true]);
    assert.deepEqual(drift, { tested: 7, drifted: 0, verdict: false });
    for (const { name, change, before: was, after: is, distances } of columns) {
      assert.equal(change, "same", name);
      assert.deepEqual(was, is, name);
      for (const { name: distance, value } of distances) assert.ok(Math.abs(value) < 1e-12, `${name} ${distance}`);
    }
  });

  it("names columns that came, went and changed their type, those that went last", async () => {
    const { columns, notes } = await compare(files("a,b,c\n1,2,x\n3,4,y\n", "c,a,d\nx,1.5,true\ny,2,false\n"));
    assert.deepEqual(
      columns.map(({ name, change, as }) => [name, change, as]),
      [
        ["c", "same", "category"],
        ["a", "retyped", "number"],
        ["d", "added", "category"],
        ["b", "removed", "number"],
      ],
    );
    const [, a, d, b] = columns;
    assert.deepEqual([a?.before?.storage, a?.after?.storage, a?.after?.mean], ["BIGINT", "DOUBLE", 1.75]);
    assert.deepEqual([d?.before, d?.after?.count, d?.distances], [null, 2, []]);
    assert.deepEqual([b?.after, b?.before?.max, b?.drifted], [null, 4, null]);
    assert.match(notes.join(), /2 columns with fewer than 30 values/);
  });

  it("counts both sides in the same bins, and labels by their share", async () => {
    const { columns } = await compare(files("n,t\n1,a\n2,a\n2,b\n,\n", "n,t\n2,b\n5,b\n5,c\n"));
    const [n, t] = columns;
    assert.deepEqual(
      n?.bins?.map(({ from, before, after }) => [from, before, after]),
      [
        [0.5, 1, 0],
        [1.5, 2, 1],
        [2.5, 0, 0],
        [3.5, 0, 0],
        [4.5, 0, 2],
      ],
    );
    assert.deepEqual(t?.levels, [
      { value: "b", before: 1, after: 2 },
      { value: "a", before: 2, after: 0 },
      { value: "c", before: 0, after: 1 },
    ]);
    assert.deepEqual([n?.before?.missing, t?.before?.missing, t?.after?.missing], [1, 1, 0]);
  });

  it("decides by the first distance: a shift drifts, by a test in small data and by a distance in large", async () => {
    const numbers = (rows: number, by: number) => `x\n${Array.from({ length: rows }, (_, i) => ((i * 37) % 101) + by + 0.5).join("\n")}\n`;
    for (const [rows, name] of [
      [200, "kolmogorov-smirnov"],
      [2_000, "wasserstein"],
    ] as const) {
      const same = await compare(files(numbers(rows, 0), numbers(rows - 5, 0)));
      const shifted = await compare(files(numbers(rows, 0), numbers(rows, 40)));
      assert.deepEqual([same.columns[0]?.distances[0]?.name, same.columns[0]?.drifted], [name, false]);
      assert.deepEqual([shifted.columns[0]?.distances[0]?.name, shifted.columns[0]?.drifted], [name, true]);
      assert.deepEqual(shifted.drift, { tested: 1, drifted: 1, verdict: true });
    }
  });

  it("is of rows that pass filters, and of the columns asked for", async () => {
    const { columns, before, after } = await compare({
      before: { file: PENGUINS, filters: [{ column: "species", test: "equals", values: ["Adelie"] }] },
      after: { file: PENGUINS, filters: [{ column: "species", test: "equals", values: ["Gentoo"] }] },
      columns: ["body_mass_g"],
    });
    assert.deepEqual([before.rows, after.rows, before.total], [152, 124, 344]);
    assert.deepEqual(
      columns.map(({ name, drifted }) => [name, drifted]),
      [["body_mass_g", true]],
    );
    await refuses(compare({ before: { file: PENGUINS }, after: { file: PENGUINS }, columns: ["mass"] }), "column-missing");
    await refuses(compare({ before: { file: PENGUINS, split: "train" }, after: { file: PENGUINS } }), "splits-missing");
  });
});
