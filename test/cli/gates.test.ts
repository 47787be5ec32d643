import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CrossValidation } from "../../src/protocol/cross-validation.ts";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import type { GateResult } from "../../src/protocol/gate.ts";
import type { Run, RunSummary } from "../../src/protocol/run.ts";
import { trainyard } from "../support/cli.ts";
import { fingerprint, git, makeWorkspace, SMALL_EXPERIMENT } from "../support/workspace.ts";

interface Trained {
  run: string;
  name: string;
  intervals: Record<string, [number, number]>;
  crossValidation: CrossValidation | null;
  gates: GateResult[];
  series: Record<string, unknown>;
}

const FOREST = { ...SMALL_EXPERIMENT, recipe: [], model: { algorithm: "random-forest", trees: 15 } };
const verdicts = (gates: readonly GateResult[] = []) => gates.map(({ gate, passed }) => [gate, passed]);

describe("folds and gates by the command line", function () {
  this.timeout(300_000);

  const write = (folder: string, change: object) =>
    writeFileSync(join(folder, "penguins.experiment.json"), JSON.stringify({ ...FOREST, ...change }));
  const train = async (folder: string, ...flags: string[]): Promise<Trained> => {
    const result = await trainyard(folder, ["train", "penguins.experiment.json", "--json", ...flags]);
    assert.equal(result.code, 0, result.stderr);
    return result.json<Trained>();
  };

  it("judges gates with each training, keeps them, and lets a champion be beaten", async () => {
    const { folder } = makeWorkspace();
    const gates = ["auc >= 0.8", "accuracy.low >= 0.5", "worst(accuracy, sex) >= 0.5", "recall_macro(island=Dream) >= 0.1"];
    write(folder, { exclude: ["sex"], gates: [...gates, { better_than: "baseline" }, { better_than: "champion" }] });
    const first = await train(folder, "--name", "first");
    assert.deepEqual(
      verdicts(first.gates),
      [...gates, "better_than: baseline", "better_than: champion"].map((gate) => [gate, true]),
    );
    assert.match(first.gates[5]?.sentence ?? "", /no champion yet/);
    const [low, high] = first.intervals.accuracy ?? [2, -1];
    assert.ok(low > 0.5 && low <= high && high <= 1);

    const before = fingerprint(folder);
    const champion = (await trainyard(folder, ["runs", "champion", "first", "--json"])).json<RunSummary>();
    assert.deepEqual(champion.aliases, ["champion"]);
    assert.equal(fingerprint(folder), before, "nothing of the user's was touched");

    write(folder, {
      model: { algorithm: "baseline" },
      gates: [{ better_than: "champion" }, { better_than: "first" }, { better_than: "nobody" }],
    });
    const second = await train(folder, "--name", "second");
    assert.deepEqual(verdicts(second.gates), [
      ["better_than: champion", false],
      ["better_than: first", false],
      ["better_than: nobody", false],
    ]);
    assert.match(
      second.gates[0]?.sentence ?? "",
      /not better than first's 0\.\d+ on the same rows|not better than first's 1 on the same rows/,
    );

    const listed = (await trainyard(folder, ["runs", "--json"])).json<RunSummary[]>();
    assert.deepEqual(
      listed.map(({ name, aliases = [], gates: own = [] }) => [name, ...aliases, own.filter(({ passed }) => !passed).length]),
      [
        ["second", 3],
        ["first", "champion", 0],
      ],
    );
    assert.match((await trainyard(folder, ["runs", "show", "second"])).stdout, /Gates: 3 gates failed\n {2}FAIL {2}better_than: champion/);

    await trainyard(folder, ["runs", "delete", "first"]);
    const third = await train(folder, "--name", "third");
    assert.deepEqual(verdicts(third.gates)[0], ["better_than: champion", true], "a deleted run is no champion");
  });

  it("evaluates by the gates, and exits 1 when one fails", async () => {
    const { folder } = makeWorkspace();
    write(folder, { gates: ["accuracy >= 0.5", "worst(accuracy, sex) >= 0.5"] });
    await train(folder, "--name", "good");
    const passed = await trainyard(folder, ["evaluate", "good", "--gates"]);
    assert.equal(passed.code, 0, passed.stderr);
    assert.match(passed.stdout, /Gates: 2 gates passed\n {2}pass {2}accuracy >= 0\.5 +accuracy is /);

    const rows = readFileSync(join(folder, "penguins.csv"), "utf8").split("\n");
    const sex = rows[0]?.split(",").indexOf("sex") as number;
    const without = rows.map((row) =>
      row
        .split(",")
        .map((cell, i) => (i === sex && cell !== "sex" ? "" : cell))
        .join(","),
    );
    writeFileSync(join(folder, "new.csv"), without.join("\n"));
    const failed = await trainyard(folder, ["evaluate", "good", "--gates", "--data", "new.csv", "--json"]);
    assert.equal(failed.code, 1, failed.stderr);
    const { gates, on } = failed.json<Evaluation>();
    assert.deepEqual(on, { file: "new.csv" });
    assert.deepEqual(
      gates?.map(({ passed: did, value }) => [did, value === null]),
      [
        [true, false],
        [false, true],
      ],
    );
    const plain = await trainyard(folder, ["evaluate", "good", "--json"]);
    assert.equal(plain.json<Evaluation>().gates, undefined);
  });

  it("cross-validates as asked: the headline is the mean, each fold's curve is kept, the test rows have no part", async () => {
    const { folder } = makeWorkspace();
    const trees = { algorithm: "gradient-boosted-trees", iterations: 8, maxLeaves: 4 };
    write(folder, { model: trees, gates: ["cv.accuracy >= 0.5"], split: { method: "group", group: "island", validation: 0.3, test: 0.3 } });
    const grouped = await trainyard(folder, ["train", "penguins.experiment.json", "--folds", "3", "--json"]);
    assert.equal(grouped.code, 2, "more folds than islands that are not test rows");
    assert.match(grouped.stderr, /folds/);

    write(folder, { model: trees, gates: ["cv.accuracy >= 0.5"], split: { method: "stratified" } });
    const { run, crossValidation: cross, gates } = await train(folder, "--folds", "3", "--name", "folded");
    assert.deepEqual(verdicts(gates), [["cv.accuracy >= 0.5", true]]);
    assert.equal(cross?.method, "stratified");
    const kept = (await trainyard(folder, ["runs", "show", "folded", "--json"])).json<Run>();
    assert.equal(kept.headline?.metric, "cv_acc");
    assert.equal(kept.headline?.value, cross?.metrics.accuracy?.mean);
    assert.equal(kept.headline?.std, cross?.metrics.accuracy?.std);
    assert.deepEqual(kept.crossValidation, cross);
    assert.ok(["fold_1/val_loss", "fold_2/loss", "fold_3/val_acc"].every((name) => name in kept.metrics));
    const { train: learnt = 0, validation = 0 } = kept.data?.splits ?? {};
    for (const { rows } of cross?.scores ?? []) assert.equal(rows.train + rows.validation + rows.test, learnt + validation);
    const artifact = git(folder, "show", `refs/trainyard/runs/${run}:artifacts/cross-validation.json`);
    assert.deepEqual(JSON.parse(artifact), cross);
    assert.match(
      (await trainyard(folder, ["runs", "show", "folded"])).stdout,
      /Cross-validation: 3 folds, stratified\n +mean +deviation +fold 1/,
    );
    const [summary] = (await trainyard(folder, ["runs", "--json"])).json<RunSummary[]>();
    assert.ok(
      Object.keys(summary?.metrics ?? {}).every((name) => !name.startsWith("fold_")),
      "lists stay small",
    );
  });

  it("refuses what cannot be, with its place", async () => {
    const { folder } = makeWorkspace();
    const refused = async (change: object, pattern: RegExp, ...flags: string[]) => {
      write(folder, change);
      const result = await trainyard(folder, ["train", "penguins.experiment.json", "--json", ...flags]);
      assert.equal(result.code, 2, result.stderr);
      assert.equal(result.stdout, "");
      assert.match(result.stderr, pattern);
    };
    await refused({ gates: ["rok_auc >= 0.9"] }, /penguins\.experiment\.json:1:\d+: The gate "rok_auc >= 0\.9" cannot be read/);
    await refused({ gates: ["recall_macro(planet=Mars) >= 0.9"] }, /planet/);
    await refused({ crossValidation: { method: "group" } }, /penguins\.experiment\.json:1:\d+: Folds by group need/);
    await refused({}, /--folds|folds/, "--folds", "1");
    const champion = await trainyard(folder, ["runs", "champion", "nobody"]);
    assert.equal(champion.code, 2);
  });
});
