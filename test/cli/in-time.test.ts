import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Evaluation, PredictOutcome } from "../../src/protocol/evaluation.ts";
import { daysFrom, weekly } from "../forecast/series.ts";
import { trainyard } from "../support/cli.ts";
import { git, makeWorkspace } from "../support/workspace.ts";

interface Told {
  run: string;

  status: string;
}

function cli(folder: string) {
  const told = (...args: string[]) => trainyard(folder, [...args, "--json"]);
  const run = async <T>(...args: string[]) => {
    const result = await told(...args);
    assert.equal(result.code, 0, result.stderr);
    return result.json<T>();
  };
  return { run, told };
}

describe("what goes on from something before", function () {
  this.timeout(300_000);

  it("a forecast is proposed, trained, evaluated by steps ahead and made of the days to come", async () => {
    const { folder } = makeWorkspace();
    const { run, told } = cli(folder);
    const days = daysFrom(0, 200).map((time) => new Date(time).toISOString().slice(0, 10));
    writeFileSync(join(folder, "sales.csv"), ["day,sold", ...weekly(200).map((value, at) => `${days[at]},${value}`)].join("\n"));
    const { file } = await run<{ file: string }>("init", "sales.csv", "--target", "sold");
    const trained = await run<Told>("train", file);
    assert.equal(trained.status, "FINISHED");
    const evaluation = await run<Evaluation>("evaluate", trained.run);
    assert.deepEqual(
      evaluation.forecast?.steps.map(({ step }) => step),
      [1, 2, 3, 4, 5, 6, 7],
    );
    assert.deepEqual(
      evaluation.forecast?.baselines.map(({ name }) => name),
      ["naive", "seasonal-naive"],
    );
    const predicted = await run<PredictOutcome>("predict", trained.run, "--horizon", "3", "--out", "next.csv");
    assert.deepEqual(predicted.columns, ["day", "prediction", "prediction_lower", "prediction_upper", "steps_ahead"]);
    const [, first = ""] = readFileSync(join(folder, "next.csv"), "utf8").split("\n");
    assert.match(first, /^2022-07-20,/);
    assert.equal((await told("predict", trained.run, "--out", "next.csv")).code, 2);
    assert.equal((await told("predict", trained.run, "--horizon", "8", "--out", "next.csv")).code, 2);
  });

  it("a network begins with the encoder of an experiment's best run, which the run names with its commit", async () => {
    const { folder } = makeWorkspace();
    const { run, told } = cli(folder);
    const write = (name: string, experiment: object) =>
      writeFileSync(join(folder, `${name}.experiment.json`), JSON.stringify({ data: "penguins.csv", ...experiment }));
    const recipe = [
      { step: "fill-missing", columns: "number" },
      { step: "standard-scale", columns: "number" },
    ];
    const exclude = ["species", "island", "sex"];
    write("before", {
      task: "representation-learning",
      exclude,
      recipe,
      model: { algorithm: "denoising-pretrain", hidden: [8], encoding: 4 },
      training: { epochs: 3 },
    });
    const mlp = { algorithm: "mlp", hidden: [4] };
    const later = { target: "species", task: "multiclass", exclude: exclude.slice(1), training: { epochs: 2 } };
    write("later", { ...later, model: { ...mlp, encoder: { run: "before.experiment.json", freeze: true } } });
    assert.match((await told("train", "later.experiment.json")).stderr, /no finished run whose encoder/);
    const source = await run<Told>("train", "before.experiment.json");
    const trained = await run<Told>("train", "later.experiment.json");
    const kept = JSON.parse(git(folder, "show", `refs/trainyard/runs/${trained.run}:run.json`));
    assert.equal(kept.encoder.run, source.run);
    assert.equal(kept.encoder.commit, git(folder, "rev-parse", `refs/trainyard/runs/${source.run}`).trim());
    await run<Evaluation>("evaluate", trained.run);
    write("wrong", { ...later, model: { ...mlp, encoder: { run: trained.run } } });
    assert.match((await told("train", "wrong.experiment.json")).stderr, /has no encoder: its algorithm is mlp/);
  });
});
