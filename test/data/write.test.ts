import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Column } from "../../src/engine/data/column.ts";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { openSource } from "../../src/engine/data/read.ts";
import { writeCsv } from "../../src/engine/data/write.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";

async function sourceOf(text: string) {
  const directory = tempDir();
  const file = join(directory, "in.csv");
  writeFileSync(file, text);
  const { database, rows } = await ingest(file, { database: join(directory, "data.duckdb") });
  return { database, rows };
}

describe("writing predictions", () => {
  const added: Column[] = [
    { kind: "category", name: "prediction", codes: Int32Array.of(1, 0, -1), levels: ["no, thanks", 'the "yes"'] },
    { kind: "number", name: "probability_yes", values: Float64Array.of(0.1, Number.NaN, 1 / 3) },
    { kind: "date", name: "when", values: Float64Array.of(0, Number.NaN, Date.UTC(2020, 1, 3, 4, 5, 6)) },
    { kind: "text", name: "why", values: ["a\nb", null, "ünï"] },
  ];

  it("writes the columns as they were and the added ones, quoted where needed", async () => {
    const source = await sourceOf('id,note\n7,"a, b"\n8,\n9,"say ""hi"""\n');
    const out = join(tempDir(), "out.csv");
    const written = await writeCsv(out, source, added);
    assert.deepEqual(written, { rows: 3, columns: ["id", "note", "prediction", "probability_yes", "when", "why"] });
    assert.equal(
      readFileSync(out, "utf8"),
      'id,note,prediction,probability_yes,when,why\n7,"a, b","the ""yes""",0.1,1970-01-01 00:00:00,"a\nb"\n8,,"no, thanks",,,\n' +
        '9,"say ""hi""",,0.3333333333333333,2020-02-03 04:05:06,ünï\n',
    );
  });

  it("renames an added column whose name is taken", async () => {
    const source = await sourceOf("prediction\n1\n2\n3\n");
    const { columns } = await writeCsv(join(tempDir(), "out.csv"), source, added.slice(0, 1));
    assert.deepEqual(columns, ["prediction", "prediction_2"]);
  });

  it("keeps each row with its own value over many chunks, beside an open reader", async () => {
    const rows = 10_000;
    const source = await sourceOf(`n\n${Array.from({ length: rows }, (_, i) => i).join("\n")}\n`);
    const reader = await openSource(source);
    const out = join(tempDir(), "out.csv");
    await writeCsv(out, source, [{ kind: "number", name: "twice", values: Float64Array.from({ length: rows }, (_, i) => 2 * i) }]);
    reader.close();
    const lines = readFileSync(out, "utf8").trim().split("\n").slice(1);
    assert.equal(lines.length, rows);
    for (const [i, line] of lines.entries()) assert.equal(line, `${i},${2 * i}.0`);
  });

  it("leaves nothing behind and says why where it cannot write", async () => {
    const source = await sourceOf("n\n1\n");
    const directory = tempDir();
    const error = await writeCsv(join(directory, "none", "out.csv"), source, []).catch((thrown: unknown) => thrown);
    assert.ok(TrainyardError.is(error, "out-unwritable"));
    assert.match(error.facts.message, /directory does not exist/);
    assert.deepEqual(readdirSync(directory), []);
  });
});
