import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { dataset } from "../../src/sdk/dataset.ts";
import { parseDelimited } from "../../src/sdk/delimited.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

function read(name: string, text: string) {
  const file = join(tempDir(), name);
  writeFileSync(file, text);
  return dataset(file);
}

describe("sdk: dataset", () => {
  it("numbers, text and missing values of a .csv", () => {
    const { names, rows, column, complete } = read("a.csv", '\ufeffx,y,label\r\n1,2.5e1,"a, b"\r\nNA,-3,\r\n4,,"say ""hi"""\r\n');
    assert.deepEqual(names, ["x", "y", "label"]);
    assert.deepEqual(rows, [
      { x: 1, y: 25, label: "a, b" },
      { x: null, y: -3, label: null },
      { x: 4, y: null, label: 'say "hi"' },
    ]);
    assert.deepEqual(column("x"), [1, null, 4]);
    assert.deepEqual(complete(["x", "label"]).length, 2);
    assert.throws(() => column("z"), /There is no column "z"; there are: x, y, label/);
  });

  it("a column with one word in it is text", () => {
    assert.deepEqual(read("a.tsv", "a\tb\n1\t2\nx\t3\n").rows, [
      { a: "1", b: 2 },
      { a: "x", b: 3 },
    ]);
  });

  it(".json and .jsonl", () => {
    const rows = [
      { a: 1, b: "x" },
      { a: 2, b: null },
    ];
    assert.deepEqual(read("a.json", JSON.stringify(rows)).rows, rows);
    assert.deepEqual(read("a.jsonl", `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`).rows, rows);
  });

  it("the penguins: 344 rows, 333 of them complete", () => {
    const penguins = dataset(PENGUINS);
    assert.equal(penguins.rows.length, 344);
    assert.equal(penguins.complete().length, 333);
    assert.equal(typeof penguins.column("body_mass_g")[0], "number");
  });

  it("reads back whatever was written with quotes", () => {
    const field = fc.string({ unit: fc.constantFrom("a", "1", " ", ",", '"', "\n", "\r", "é") });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }), (records) => {
        const text = records.map((record) => record.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
        assert.deepEqual(parseDelimited(text, ","), records);
      }),
    );
  });
});
