import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { profile } from "../../src/engine/data/profile/profile.ts";
import { draftExperiment } from "../../src/engine/experiment/draft.ts";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import { TEMPLATES } from "../../src/engine/experiment/templates.ts";
import { suggestionsFor } from "../../src/engine/prepare/suggestions.ts";
import { type AlgorithmName, TASKS_OF } from "../../src/protocol/task.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

async function draftOf(file: string, target?: string, algorithm?: string) {
  const folder = tempDir();
  const result = await profile({ file }, { folder, signal: new AbortController().signal, tempDirectory: tempDir() });
  const draft = draftExperiment({ profile: result, data: "data.csv", ...(target && { target }), ...(algorithm && { algorithm }) });
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

/** A row a day and shop. */
const shops = () =>
  csv([
    "day,shop,rain,sold",
    ...Array.from({ length: 120 }, (_, i) => {
      const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(i / 2))).toISOString().slice(0, 10);
      return `${day},${"ns"[i % 2]},${(i * 37) % 11},${50 + ((i * 7919) % 97) / 10}`;
    }),
  ]);

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
    for (const algorithm of Object.keys(TEMPLATES) as AlgorithmName[]) {
      const classes = TASKS_OF[algorithm].includes("multiclass");
      const file = TEMPLATES[algorithm]?.own ? shops() : PENGUINS;
      const target = classes ? "species" : TASKS_OF[algorithm].includes("regression") ? "sold" : undefined;
      assert.equal((await draftOf(file, target, algorithm)).experiment.model.algorithm, algorithm);
    }
  });

  it("forecasts by the date, a series for each shop, without what is not known ahead", async () => {
    const { experiment } = await draftOf(shops(), "sold", "forecaster");
    assert.deepEqual(experiment.exclude, ["rain"]);
    assert.equal(experiment.split.method, "time");
    assert.equal(experiment.split.column, "day");
    assert.ok(experiment.model.algorithm === "forecaster" && experiment.model.time === "day");
    assert.deepEqual(experiment.model.series, ["shop"]);
    await assert.rejects(draftOf(PENGUINS, "body_mass_g", "forecaster"), { code: "forecast-needs-time" });
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

  it("begins by reading dates that are text, one step for those written alike, and leaves no date to suggest", async () => {
    const day = (i: number) => new Date(Date.UTC(2023, 0, 1 + i));
    const written = (i: number) => day(i).toLocaleDateString("en-US", { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });
    const dotted = (i: number) => day(i).toISOString().slice(0, 10).split("-").reverse().join(".");
    const rows = Array.from(
      { length: 200 },
      (_, i) => `"${written(i)}","${written(3 * i)}",${i % 50 === 7 ? "soon" : dotted(i)},${(i * 37) % 101},${i % 3 ? "yes" : "no"}`,
    );
    const file = csv(["signup,paid,due,amount,bought", ...rows]);
    const { experiment, reasons } = await draftOf(file, "bought", "mlp");
    const [first, second, ...rest] = experiment.recipe;
    assert.deepEqual(
      [first?.step, first?.columns, second?.columns, rest[0]?.step],
      ["change-type", ["signup", "paid"], ["due"], "date-parts"],
    );
    assert.ok(first?.step === "change-type" && first.to === "date" && first.unreadable === "error");
    assert.ok(second?.step === "change-type" && second.unreadable === "missing");
    assert.deepEqual(experiment.exclude, []);
    assert.ok(reasons.some((reason) => reason.startsWith("due holds dates as text")));
    const found = await profile({ file }, { folder: tempDir(), signal: new AbortController().signal, tempDirectory: tempDir() });
    const suggested = suggestionsFor(found, experiment, "mlp").map(({ id }) => id.split(":")[0]);
    assert.deepEqual(
      suggested.filter((id) => id === "text-dates" || id === "dates"),
      [],
    );
    const trees = await draftOf(file, "bought", "random-forest");
    assert.deepEqual(
      trees.experiment.recipe.map(({ step }) => step),
      ["change-type", "change-type", "date-parts"],
    );
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
