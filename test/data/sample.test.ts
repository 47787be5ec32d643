import assert from "node:assert/strict";
import { Database } from "../../src/engine/data/database.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import { shareOf } from "../../src/protocol/sample.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";

const experiment = (change: object = {}) => penguinExperiment({ data: PENGUINS, ...change });

async function drawn(sample: string | undefined, change: object = {}) {
  const directory = tempDir();
  const { source, data, notes } = await prepareSource({ experiment: experiment(change), directory, tempDirectory: directory, sample });
  const database = await Database.open(source.database, { readOnly: true });
  try {
    const rows = await database.all(
      "SELECT __row::INTEGER AS number, __split AS split, species FROM data WHERE __split IS NOT NULL ORDER BY __row",
    );
    return { splits: data.splits, rows: rows.map(({ number, split, species }) => `${number} ${split} ${species}`), notes, data };
  } finally {
    database.close();
  }
}

describe("a sample to train on", () => {
  it("is that share of each split, and is said so; the data are the same", async () => {
    const [all, some] = [await drawn(undefined), await drawn("10%")];
    for (const split of ["train", "validation", "test"] as const)
      assert.equal(some.splits?.[split], Math.round((all.splits?.[split] ?? 0) * 0.1), split);
    assert.match(some.notes.join(), /A sample of 10%: 34 rows of 344/);
    assert.equal(some.data.sha256, all.data.sha256);
    assert.equal(some.data.rows, all.data.rows);
    const sides = new Set(all.rows);
    for (const row of some.rows) assert.ok(sides.has(row), "a sampled row changed its side");
  });

  it("is the same for the same seed, another for another, and part of a larger one", async () => {
    const [one, two, larger, other] = [
      await drawn("20%"),
      await drawn("20%"),
      await drawn("50%"),
      await drawn("20%", { split: { seed: 7 } }),
    ];
    assert.deepEqual(one.rows, two.rows);
    assert.notDeepEqual(one.rows, other.rows);
    const held = new Set(larger.rows);
    for (const row of one.rows) assert.ok(held.has(row));
  });

  it("keeps the classes of a stratified split, down to one row each", async () => {
    const { rows } = await drawn("2%", { split: { method: "stratified" } });
    for (const split of [0, 1, 2])
      for (const species of ["Adelie", "Chinstrap", "Gentoo"])
        assert.ok(
          rows.some((row) => row.endsWith(` ${split} ${species}`)),
          `${split} ${species}`,
        );
  });

  it("may be a number of rows, of all splits together; more than there are is all", async () => {
    const hundred = await drawn("100");
    assert.ok(Math.abs(hundred.rows.length - 100) <= 2, `${hundred.rows.length} rows`);
    const all = await drawn("5000");
    assert.equal(all.rows.length, 344);
    assert.match(all.notes.join(), /is all 344 rows/);
  });

  it("of nothing is refused", async () => {
    for (const sample of ["0%", "0", "most", "-5%", "5 %%"]) await assert.rejects(drawn(sample), { code: "sample-invalid" }, sample);
    assert.equal(shareOf("2.5%", 10), 0.025);
    assert.equal(shareOf("5", 10), 0.5);
    assert.equal(shareOf("400%", 10), 1);
  });
});
