import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { Database } from "../../src/engine/data/database.ts";
import { type IngestOptions, ingest } from "../../src/engine/data/ingest/ingest.ts";
import { directory, fileOf, refuses } from "./support.ts";

async function read(text: string, rejectedRows: IngestOptions["rejectedRows"]) {
  const found = await ingest(fileOf(text), { database: join(directory(), "data.duckdb"), rejectedRows });
  const database = await Database.open(found.database, { readOnly: true });
  const rows = await database.all("SELECT * EXCLUDE (__row) FROM data ORDER BY __row");
  database.close();
  return { ...found, values: rows.map((row) => Object.values(row).map((value) => (typeof value === "bigint" ? Number(value) : value))) };
}

const RAGGED = 'a,b,c\n1,x,p\n2\n3,"y\nz",q\n4,w,r,s,t\n5,v,u,,\n6,"o"k,m\n7,l,n\n8,l,n\n9,l,n\n';

describe("rows that do not fit", () => {
  it("are left out and listed", async () => {
    const { rows, rejected } = await read(RAGGED, "drop");
    assert.equal(rows, 6);
    assert.deepEqual(
      rejected.first.map(({ line, problem }) => [line, problem]),
      [
        [3, "too few values (1 instead of 3)"],
        [6, "too many values (4 instead of 3)"],
        [8, "text after a closing quote, or a quote that is never closed"],
      ],
    );
    assert.deepEqual((await read(RAGGED, undefined)).rows, 6);
  });

  it("are kept on request: filled, joined, freed of quotes; in their place, and still listed", async () => {
    const { values, rejected, notes } = await read(RAGGED, "keep");
    assert.deepEqual(values.slice(0, 6), [
      [1, "x", "p"],
      [2, null, null],
      [3, "y\nz", "q"],
      [4, "w", "r,s,t"],
      [5, "v", "u"],
      [6, "ok", "m"],
    ]);
    assert.deepEqual([values.length, rejected.count], [9, 3]);
    assert.match(notes.join(" "), /3 rows that did not fit the line of names were kept/);
  });

  it("stop the work on request, with the lines", async () => {
    const { facts } = await refuses(read(RAGGED, "error"), "data-rows-unfit");
    assert.match(facts.message, /3 rows or values of in.csv cannot be read: line 3: too few values.*line 6.*line 8/);
    assert.deepEqual([facts.place?.line, facts.kind], [3, "input"]);
    assert.equal((await read("a,b\n1,2\n", "error")).rows, 1);
  });

  it("count as such where a value is no number", async () => {
    const text = `x\n${Array.from({ length: 500 }, (_, i) => (i === 400 ? "oops" : i)).join("\n")}\n`;
    const { facts } = await refuses(read(text, "error"), "data-rows-unfit");
    assert.match(facts.message, /line 402 \(x\): not an integer/);
    assert.deepEqual((await read(text, "keep")).rejected.count, 1);
  });

  it("are kept even where most are so", async () => {
    const { values } = await read("a,b\n1\n2\n3\n4,5\n", "keep");
    assert.deepEqual(values, [
      [1, null],
      [2, null],
      [3, null],
      [4, 5],
    ]);
  });

  it("keep every value, whatever the rows: as a reader of our own has them", async function () {
    this.timeout(300_000);
    const value = fc.constantFrom("", "a", "b c", 'q"q', "x,y", "two\nlines", "é🌡", "'");
    const row = fc.array(value, { minLength: 1, maxLength: 5 });
    const property = fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const written = [["k", "l", "m"], ...rows.map((cells) => (cells.length === 1 && cells[0] === "" ? ["a"] : cells))];
      const text = written.map((cells) => cells.map(quoted).join(",")).join("\n");
      const wanted = written.slice(1).map((cells) => {
        const trimmed = [...cells];
        while (trimmed.length > 3 && trimmed.at(-1) === "") trimmed.pop();
        const fit = trimmed.length > 3 ? [...trimmed.slice(0, 2), trimmed.slice(2).join(",")] : [...trimmed, "", ""].slice(0, 3);
        return fit.map((cell) => (cell === "" || cell === undefined ? null : cell));
      });
      assert.deepEqual((await read(`${text}\n`, "keep")).values, wanted);
    });
    await fc.assert(property, { numRuns: 40 });
  });
});

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
