import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listDatasets } from "../../src/engine/data/list.ts";
import { tempDir } from "../support/temp.ts";

describe("datasets of a folder", () => {
  it("finds data files and leaves out what people did not put there", async () => {
    const folder = tempDir();
    const put = (path: string) => {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), path.endsWith("q.sql") ? "-- a\n(SELECT 1)" : "a\n1\n");
    };
    const wanted = [
      "a b ü.csv",
      "data/deep/x.tsv",
      "data/list.json",
      "lines.jsonl",
      "packed.csv.gz",
      "sql/q.sql",
      "t.parquet",
      "UPPER.CSV",
    ];
    const unwanted = [
      "node_modules/p/x.csv",
      ".git/x.csv",
      ".hidden.csv",
      "package.json",
      "notes.txt",
      "sql/create.sql",
      "data/m.experiment.json",
      "1/2/3/4/5/6/7/x.csv",
    ];
    for (const path of [...wanted, ...unwanted]) put(path);
    symlinkSync(folder, join(folder, "loop"));
    const found = await listDatasets(folder);
    assert.deepEqual(found.map(({ file }) => file).sort(), [...wanted].sort());
    assert.ok(
      found.every(({ file, bytes, modified, rows }) => bytes === (file.endsWith("q.sql") ? 15 : 4) && modified > 0 && rows === null),
    );
  });

  it("lists a folder that has a folder of images for each class, and no folder of pictures", async () => {
    const folder = tempDir();
    const put = (directory: string, count: number) => {
      mkdirSync(join(folder, directory), { recursive: true });
      for (let i = 0; i < count; i += 1) writeFileSync(join(folder, directory, `${i}.png`), "12");
    };
    for (const name of ["data/pets/cat", "data/pets/dog"]) put(name, 5);
    for (const name of ["site/img", "site/icons"]) put(name, 3);
    put("media", 9);
    const found = await listDatasets(folder);
    assert.deepEqual(
      found.map(({ file, bytes }) => [file, bytes]),
      [["data/pets", 20]],
    );
  });

  it("is empty for a folder that is not there", async () => {
    assert.deepEqual(await listDatasets(join(tempDir(), "none")), []);
  });
});
