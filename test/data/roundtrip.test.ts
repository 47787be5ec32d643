import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { openSource } from "../../src/engine/data/read.ts";
import { writeCsv } from "../../src/engine/data/write.ts";
import { directory, fileOf, ingested, plain, reading } from "./support.ts";

type Cell = string | number | null;

const LETTERS = fc.constantFrom('"', ",", ";", "\n", "\t", "|", "'", "\\", " ", "a", "Z", "0", "é", "東", "😀", "#", "-");
/** Begins with a letter, so that a column of it is never a column of numbers. */
const text = fc.string({ unit: LETTERS, maxLength: 12 }).map((tail) => `t${tail}`);
const integer = fc.integer();
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const column = fc.constantFrom<fc.Arbitrary<Cell>>(text, integer, number);

const table = fc
  .tuple(fc.array(column, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 30 }))
  .chain(([columns, rows]) =>
    fc.array(fc.tuple(...columns.map((cell) => fc.option(cell, { freq: 6 }))), { minLength: rows, maxLength: rows }),
  );

const quote = (cell: Cell) =>
  cell === null ? "" : typeof cell === "number" ? String(cell) : /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (names: string[], rows: Cell[][], end: string) => `${[names, ...rows].map((row) => row.map(quote).join(",")).join(end)}${end}`;

/** Per column, as they were; -0 is 0 where a column is of integers. */
const columnsOf = (names: string[], rows: Cell[][]) =>
  Object.fromEntries(
    names.map((name, i) => [name, rows.map((row) => (typeof row[i] === "number" ? (row[i] as number) + 0 : (row[i] ?? null)))]),
  );

describe("any table", () => {
  it("comes back from CSV value by value, missing as missing, in order; and again from our own CSV", async function () {
    this.timeout(300_000);
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom("\n", "\r\n"), async (rows, end) => {
        const names = rows[0]?.map((_, i) => `c ${i}`) as string[];
        const content = csv(names, rows, end);
        const wanted = columnsOf(names, rows);
        const as = Object.fromEntries(
          names.filter((_, i) => rows.some((row) => typeof row[i] === "string")).map((name) => [name, "text" as const]),
        );
        await reading(content, async (reader, found) => {
          assert.deepEqual([found.rows, found.rejected.count], [rows.length, 0]);
          const numbers = Object.fromEntries(names.filter((name) => !(name in as)).map((name) => [name, "number" as const]));
          const query = { columns: names, as: { ...as, ...numbers } };
          const normal = ({ ...columns }: Record<string, Cell[]>) =>
            Object.fromEntries(
              Object.entries(columns).map(([name, cells]) => [name, cells.map((cell) => (typeof cell === "number" ? cell + 0 : cell))]),
            );
          assert.deepEqual(normal(plain(await reader.read(query))), wanted);
          assert.deepEqual(
            [...(await reader.rowNumbers())],
            rows.map((_, i) => i + 1),
          );
          const out = join(directory(), "out.csv");
          await writeCsv(out, found, []);
          const again = await openSource(await ingested(out));
          assert.deepEqual(normal(plain(await again.read(query))), wanted);
          again.close();
        });
      }),
      { numRuns: 40 },
    );
  });

  it("comes back from a file of several hundred thousand rows, in order", async function () {
    this.timeout(300_000);
    const rows = 300_000;
    const lines = Array.from({ length: rows }, (_, i) => `${i},${i % 5 === 0 ? "" : i / 8},"row ${i % 97}, ""q"""`);
    await reading(`a,b,c\n${lines.join("\n")}\n`, async (reader) => {
      const { columns } = await reader.read({ columns: ["a", "b", "c"] });
      const [a, b, c] = columns;
      assert.ok(a?.kind === "number" && b?.kind === "number" && c?.kind === "category");
      for (let i = 0; i < rows; i += 1) {
        if (
          a.values[i] !== i ||
          (i % 5 === 0 ? !Number.isNaN(b.values[i]) : b.values[i] !== i / 8) ||
          c.levels[c.codes[i] as number] !== `row ${i % 97}, "q"`
        )
          assert.fail(`row ${i}`);
      }
      const part = await reader.read({ columns: ["a"], rows: [123_456, 2] });
      assert.deepEqual(plain(part).a, [123_456, 123_457]);
    });
  });
});

describe("hostile bytes", () => {
  it("never hang and never throw anything but our own errors", async function () {
    this.timeout(300_000);
    const hostile = fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "\t", "a", "1", " ", "\ufeff", "é"), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(hostile, async (content) => {
        const file = fileOf(content);
        const outcome = await ingested(file).then(
          ({ rows }) => rows > 0,
          (error) => error?.name === "TrainyardError" && error.code !== "unexpected",
        );
        assert.ok(outcome);
      }),
      { numRuns: 60 },
    );
  });
});
