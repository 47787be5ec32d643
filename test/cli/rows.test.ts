import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Comparison, RowChanges } from "../../src/protocol/compare.ts";
import type { Page } from "../../src/protocol/rows.ts";
import { trainyard } from "../support/cli.ts";
import { makeWorkspace } from "../support/workspace.ts";

describe("trainyard rows and compare", function () {
  this.timeout(300_000);
  const { folder, experiment } = makeWorkspace({ name: "rows" });
  const penguins = join(folder, "penguins.csv");

  it("shows the rows asked for as a table", async () => {
    const { code, stdout } = await trainyard(folder, [
      "rows",
      "penguins.csv",
      "--sort=-body_mass_g",
      "--filter",
      "island = Dream and sex is not missing",
      "--count",
      "2",
      "--columns",
      "species,body_mass_g",
    ]);
    assert.equal(code, 0);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.trim()),
      [
        "species    body_mass_g",
        "190  Chinstrap         4800",
        "40  Adelie            4650",
        "",
        "1 to 2 of 123 of 344 rows",
        "5 columns more: --columns chooses, --json shows all",
      ],
    );
  });

  it("prints a page as JSON, also of a split", async () => {
    const page = (
      await trainyard(folder, ["rows", experiment, "--split", "test", "--search", "gentoo", "--from", "1", "--json"])
    ).json<Page>();
    assert.equal(page.from, 1);
    assert.ok(page.matching > 10 && page.matching < 30, String(page.matching));
    assert.equal(page.columns[0]?.values[0], "Gentoo");
  });

  it("says what is wrong with a filter, with its column", async () => {
    const { code, stderr } = await trainyard(folder, ["rows", "penguins.csv", "--filter", "sex ="]);
    assert.equal(code, 2);
    assert.match(stderr, /at column 6: a value is expected/);
  });

  it("compares a file with its revision, rows by key included", async () => {
    const lines = readFileSync(penguins, "utf8").trimEnd().split("\n");
    const numbered = (rows: string[], names: string | undefined) => `id,${names}\n${rows.map((row, i) => `${i},${row}`).join("\n")}\n`;
    const [names, ...rows] = lines;
    writeFileSync(join(folder, "old.csv"), numbered(rows, names));
    writeFileSync(
      join(folder, "new.csv"),
      numbered([...rows.slice(0, 100).map((row) => row.replace("Torgersen", "Elsewhere")), ...rows.slice(100, 340)], names),
    );
    const args = ["compare", "old.csv", "new.csv", "--key", "id"];
    const found = (await trainyard(folder, [...args, "--json"])).json<Comparison & { rows: RowChanges }>();
    const torgersen = rows.slice(0, 100).filter((row) => row.includes("Torgersen")).length;
    assert.deepEqual([found.before.rows, found.after.rows], [344, 340]);
    assert.deepEqual([found.rows.added, found.rows.removed, found.rows.changed], [0, 4, torgersen]);
    assert.deepEqual(found.rows.changedColumns, [{ name: "island", rows: torgersen }]);
    const { stdout } = await trainyard(folder, args);
    assert.match(stdout, /before {2}old\.csv {2}344 rows/);
    assert.match(stdout, /island: Torgersen -> Elsewhere/);
    const { code, stderr } = await trainyard(folder, ["compare", "old.csv"]);
    assert.equal(code, 2);
    assert.match(stderr, /needs a second file, --revision, or two splits/);
  });

  it("compares two splits, and a file with its revision in git", async () => {
    const splits = (await trainyard(folder, ["compare", experiment, "--split", "train,test", "--json"])).json<Comparison>();
    assert.deepEqual([splits.before.of.split, splits.after.of.split, splits.before.total], ["train", "test", 344]);
    const revision = (await trainyard(folder, ["compare", "penguins.csv", "--revision", "HEAD", "--json"])).json<Comparison>();
    assert.equal(revision.drift.drifted, 0);
    assert.equal(revision.before.sha256, revision.after.sha256);
  });
});
