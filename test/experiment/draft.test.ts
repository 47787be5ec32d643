import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { profile } from "../../src/engine/data/profile/profile.ts";
import { draftExperiment } from "../../src/engine/experiment/draft.ts";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import { TEMPLATES } from "../../src/engine/experiment/templates.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

async function draftOf(file: string, target: string, algorithm?: string) {
  const folder = tempDir();
  const result = await profile({ file }, { folder, signal: new AbortController().signal, tempDirectory: tempDir() });
  const draft = draftExperiment({ profile: result, target, data: "data.csv", ...(algorithm ? { algorithm } : {}) });
  const { experiment, problems } = parseExperiment(draft.text, "draft");
  assert.deepEqual(problems, [], "a proposed experiment is a valid one");
  assert.ok(experiment);
  return { ...draft, experiment };
}

function csv(lines: string[]): string {
  const file = join(tempDir(), "data.csv");
  writeFileSync(file, lines.join("\n"));
  return file;
}

describe("proposed experiment", () => {
  it("of the penguins classifies species with every column used and missing values filled", async () => {
    const { experiment, text, reasons } = await draftOf(PENGUINS, "species");
    assert.equal(experiment.task, "multiclass");
    assert.deepEqual(experiment.exclude, []);
    assert.equal(experiment.split.method, "stratified");
    assert.deepEqual(
      experiment.recipe.map(({ step }) => step),
      ["fill-missing", "fill-missing", "standard-scale", "one-hot-encode"],
    );
    assert.match(text, /\/\/ species has 3 classes: multiclass classification\./);
    assert.ok(reasons.some((reason) => reason.startsWith("Missing values are filled in")));
  });

  it("tells binary and regression by the target", async () => {
    assert.equal((await draftOf(PENGUINS, "sex")).experiment.task, "binary");
    const regression = await draftOf(PENGUINS, "body_mass_g", "linear");
    assert.equal(regression.experiment.task, "regression");
    assert.equal(regression.experiment.split.method, "random");
    assert.equal(regression.experiment.model.algorithm, "linear");
  });

  it("can be of every algorithm", async () => {
    for (const algorithm of Object.keys(TEMPLATES))
      assert.equal((await draftOf(PENGUINS, "species", algorithm)).experiment.model.algorithm, algorithm);
  });

  it("leaves out what names a row, never varies or is free text, and says why", async () => {
    const lines = ["customer_id,constant,note,amount,kind,bought"];
    for (let i = 0; i < 200; i += 1)
      lines.push(
        `${1000 + i},same,"a rather long remark number ${i}, of its own",${(i * 37) % 101},${"abc"[i % 3]},${i % 2 ? "yes" : "no"}`,
      );
    const { experiment, text } = await draftOf(csv(lines), "bought");
    assert.deepEqual([...experiment.exclude].sort(), ["constant", "customer_id", "note"]);
    assert.match(text, /"customer_id", \/\/ it names a row/);
  });

  it("refuses a target that cannot be learnt, with the reason", async () => {
    const file = csv(["id,a,b", ...Array.from({ length: 60 }, (_, i) => `name ${i} x,${i % 7},same`)]);
    const refusal = (target: string, code: string) => assert.rejects(draftOf(file, target), (error) => TrainyardError.is(error, code));
    await refusal("b", "target-unusable");
    await refusal("id", "target-unusable");
    await refusal("c", "target-missing");
    await assert.rejects(draftOf(file, "a", "forest"), (error) => TrainyardError.is(error, "algorithm-unknown"));
  });
});
