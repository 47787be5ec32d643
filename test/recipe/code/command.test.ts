import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RecipeCode } from "../../../src/protocol/code.ts";
import type { SplitCheck } from "../../../src/protocol/split.ts";
import { trainyard } from "../../support/cli.ts";
import { makeWorkspace } from "../../support/workspace.ts";
import { begin } from "./made.ts";

const ROW = { island: "Dream", bill_length_mm: 40, bill_depth_mm: null, flipper_length_mm: 190, body_mass_g: 3500, sex: null };

describe("trainyard code and trainyard split", function () {
  this.timeout(300_000);
  const { folder } = makeWorkspace();

  it("an experiment's recipe, fitted on its training rows, is what its run learnt", async () => {
    const made = (await trainyard(folder, ["code", "penguins.experiment.json", "--json"])).json<RecipeCode>();
    assert.equal(made.name, "penguins.prepare.ts");
    const prepared = begin(made.text)(ROW);
    assert.ok(prepared && Object.values(prepared).every((value) => value !== null));

    const run = (await trainyard(folder, ["train", "penguins.experiment.json", "--backend", "cpu", "--json"])).json<{ name: string }>();
    const out = await trainyard(folder, ["code", run.name, "--out", "run.ts"]);
    assert.equal(out.code, 0, out.stderr);
    const ofRun = readFileSync(join(folder, "run.ts"), "utf8");
    assert.deepEqual(begin(ofRun)(ROW), prepared);
    assert.equal(ofRun.split("\n").slice(1).join("\n"), made.text.split("\n").slice(1).join("\n"));
  });

  it("what has no recipe is an error of its own", async () => {
    writeFileSync(join(folder, "broken.experiment.json"), '{ "data": "penguins.csv" }');
    const broken = await trainyard(folder, ["code", "broken.experiment.json"]);
    assert.deepEqual([broken.code, broken.stdout], [2, ""]);
    const nobody = await trainyard(folder, ["code", "nobody"]);
    assert.deepEqual([nobody.code, nobody.stdout], [2, ""]);
    const nowhere = await trainyard(folder, ["code", "penguins.experiment.json", "--out", "no/such/folder/x.ts"]);
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.stderr, /x\.ts could not be written/);
  });

  it("the split of an experiment: its sizes, classes and columns", async () => {
    const check = (await trainyard(folder, ["split", "penguins.experiment.json", "--json"])).json<SplitCheck>();
    assert.equal(check.splits.train + check.splits.validation + check.splits.test + check.leftOut, 344);
    assert.equal(check.classes?.length, 3);
    assert.ok(check.columns.length > 3);
    const said = await trainyard(folder, ["split", "penguins.experiment.json"]);
    assert.match(said.stdout, /Split by \w+: 344 rows/);
    assert.match(said.stdout, /SPLIT_TOO_SMALL/);
  });
});
