import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FIXTURES } from "../support/paths.ts";
import { fileOf, ingested, plain, reading, refuses, table } from "./support.ts";

describe("Parquet files", () => {
  const held = JSON.parse(readFileSync(join(FIXTURES, "data", "parquet.json"), "utf8")) as Record<string, unknown[]>;
  for (const writer of ["pandas", "polars"]) {
    const bytes = readFileSync(join(FIXTURES, "data", `${writer}.parquet`));
    it(`by ${writer} are read as what they hold: dictionaries, zones, decimals, nested values`, async () => {
      await reading(
        bytes,
        async (reader) => {
          const frame = plain(await reader.read({ columns: reader.columns.map(({ name }) => name) }));
          assert.deepEqual(Object.keys(frame), Object.keys(held));
          for (const [name, values] of Object.entries(held)) assert.deepEqual([name, frame[name]], [name, values]);
        },
        "in.parquet",
      );
    });
    it(`by ${writer} are known without their ending`, async () => {
      assert.equal((await ingested(fileOf(bytes, "in.data"))).rows, 5);
    });
  }
});

describe("JSON", () => {
  const lines = (...rows: string[]) => `${rows.join("\n")}\n`;

  it("objects become columns by their fields, lists become text, and it is said", async () => {
    const text = lines(
      '{"id":1,"at":{"city":"X","geo":{"lat":1.5,"lon":-2}},"tags":["a","b"]}',
      '{"id":2,"at":{"city":null,"geo":null},"tags":[]}',
      '{"id":3}',
    );
    await reading(
      text,
      async (reader, { notes }) => {
        assert.deepEqual(plain(await reader.read({ columns: reader.columns.map(({ name }) => name) })), {
          id: [1, 2, 3],
          "at.city": ["X", null, null],
          "at.geo.lat": [1.5, null, null],
          "at.geo.lon": [-2, null, null],
          tags: ['["a","b"]', "[]", null],
        });
        assert.deepEqual(notes, [
          '"at" holds objects: each field is a column, such as "at.city".',
          '"tags" holds lists: read as JSON text.',
        ]);
      },
      "in.jsonl",
    );
  });

  it("fields keep apart from columns of the same name", async () => {
    assert.deepEqual(await table(lines('{"a.b":1,"a":{"b":2}}'), {}, "in.jsonl"), { "a.b": [1], "a.b_2": [2] });
  });

  it("values of many kinds are text; what Python writes for not-a-number is missing", async () => {
    assert.deepEqual(await table(lines('{"a":1}', '{"a":"x"}', '{"a":{"b":1}}', '{"a":[1]}', '{"a":null}'), {}, "in.jsonl"), {
      a: ["1", "x", '{"b":1}', "[1]", null],
    });
    assert.deepEqual(await table('[{"a": NaN},{"a": 2.5}]', {}, "in.json"), { a: [null, 2.5] });
  });

  it("dates are dates, texts of digits are texts", async () => {
    assert.deepEqual(await table(lines('{"d":"2020-01-02","t":"2020-01-02T03:04:05Z","s":"007"}'), {}, "in.jsonl"), {
      d: [Date.UTC(2020, 0, 2)],
      t: [Date.UTC(2020, 0, 2, 3, 4, 5)],
      s: ["007"],
    });
  });

  it("may be in Latin-1 or UTF-16", async () => {
    for (const bytes of [
      Buffer.from('{"a":"é"}\n', "latin1"),
      Buffer.from('\ufeff{"a":"é"}\n', "utf16le"),
      Buffer.from('\ufeff{"a":"é"}\n'),
    ])
      assert.deepEqual(await table(bytes, {}, "in.jsonl"), { a: ["é"] });
  });

  it("may have blank lines, a lone object, or lines under the name .json", async () => {
    assert.deepEqual(await table('{"a":1}\n\n\n{"a":3}', {}, "in.jsonl"), { a: [1, 3] });
    assert.deepEqual(await table('{"a":1}', {}, "in.json"), { a: [1] });
    assert.deepEqual(await table('{"a":1}\n{"a":2}\n', {}, "in.json"), { a: [1, 2] });
  });

  it("is refused with the line where it is broken, and where it holds no objects", async () => {
    const { facts } = await refuses(ingested(fileOf('{"a":1}\n{"a":2\n{"a":3}\n', "in.jsonl")), "data-not-a-table");
    assert.equal(facts.place?.line, 3);
    for (const text of ["[]", "[{}]", "[[1,2]]", '"text"', "3"]) await refuses(ingested(fileOf(text, "in.json")), "data-not-a-table");
  });
});
