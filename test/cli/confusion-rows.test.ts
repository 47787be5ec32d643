import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfusionRows } from "../../src/protocol/confusion-rows.ts";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { trainyard } from "../support/cli.ts";
import { makeWorkspace, SMALL_EXPERIMENT } from "../support/workspace.ts";

describe("the rows of a cell of the confusion matrix by the command line", function () {
  this.timeout(300_000);

  it("are the data's own, as many as the matrix counts; of changed data it says so, and of a class that is not there", async () => {
    const { folder } = makeWorkspace();
    const model = { algorithm: "random-forest", trees: 3 };
    writeFileSync(join(folder, "penguins.experiment.json"), JSON.stringify({ ...SMALL_EXPERIMENT, recipe: [], model }));
    assert.equal((await trainyard(folder, ["train", "penguins.experiment.json", "--name", "small"])).code, 0);
    const { confusion } = (await trainyard(folder, ["evaluate", "small", "--json"])).json<Evaluation>();
    const [label = ""] = confusion?.labels ?? [];
    const cell = ["--rows", `actual = ${label} and predicted = ${label}`];
    const ask = async () => (await trainyard(folder, ["evaluate", "small", ...cell, "--json"])).json<ConfusionRows>();

    const found = await ask();
    assert.equal(found.count, confusion?.matrix[0]?.[0]);
    assert.equal(found.rows.length, found.count);
    const sure = found.rows.map(({ probability }) => probability);
    assert.deepEqual(
      sure,
      sure.toSorted((a, b) => b - a),
    );
    const data = join(folder, "penguins.csv");
    const [head = "", ...lines] = readFileSync(data, "utf8").trim().split("\n");
    const island = head.split(",").indexOf("island");
    for (const { row, cells } of found.rows)
      assert.equal(cells[found.columns.indexOf("island")], lines[row - 1]?.split(",")[island], `row ${row}`);
    assert.match((await trainyard(folder, ["evaluate", "small", ...cell])).stdout, /the surest first\n\n +row +probability/);

    writeFileSync(data, readFileSync(data, "utf8").replace("39.1", "39.2"));
    const after = await ask();
    assert.deepEqual([after.changed, after.columns, after.numbers], [true, [], found.numbers]);
    assert.match(after.note ?? "", /has changed since/);

    const wrong = await trainyard(folder, ["evaluate", "small", "--rows", "actual = Auk and predicted = Gentoo"]);
    assert.match(wrong.stderr, /"Auk" is no class of this run/);
    const unread = await trainyard(folder, ["evaluate", "small", "--rows", "actual = Auk"]);
    assert.match(unread.stderr, /names one cell/);
  });
});
