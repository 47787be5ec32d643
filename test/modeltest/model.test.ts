import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { testModel } from "../../src/engine/worker/test.ts";
import type { TestJob } from "../../src/protocol/worker.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { aTest, modelOf, never, resultsOf, treesOnPenguins } from "./support.ts";

describe("tests of a trained model", function () {
  this.timeout(300_000);
  let trees: Omit<TestJob, "tests">;
  let linear: Omit<TestJob, "tests">;

  before(async () => {
    trees = await modelOf(treesOnPenguins());
    const recipe = [
      { step: "standard-scale", columns: "number" },
      { step: "drop-columns", columns: ["island", "sex", "bill_depth_mm"] },
    ];
    linear = await modelOf(
      penguinExperiment({
        target: "body_mass_g",
        task: "regression",
        recipe,
        exclude: ["species"],
        model: { algorithm: "linear" },
        training: { epochs: 10, learningRate: 0.1 },
      }),
      withoutBlanks(),
    );
  });

  it("draws rows from a split by a condition and a seed", async () => {
    const cases = (where: string) => ({
      test: "minimum-cases",
      cases: [{ rows: { split: "train", where, count: 30 }, expect: "Gentoo" }],
    });
    const [gentoo, dream, none, bad] = await resultsOf(
      trees,
      cases('species == "Gentoo"'),
      cases('island == "Dream"'),
      cases("body_mass_g > 99999"),
      cases("weight > 1"),
    );
    assert.equal(gentoo?.status, "passed", gentoo?.sentence);
    assert.equal(gentoo?.checked, 30);
    assert.equal(dream?.status, "failed");
    assert.equal(dream?.failing.length, 10, "the first ten");
    assert.deepEqual(Object.keys(dream?.failing[0]?.input ?? {}).includes("island"), true);
    assert.equal(none?.status, "errored");
    assert.match(bad?.sentence ?? "", /no column "weight"/);
  });

  it("passes the general tests, missing values being what trees are at home with", async () => {
    const results = await resultsOf(
      trees,
      { test: "generated", runs: 25 },
      { test: "stress", condition: "missing", refusal: "failure" },
      { test: "stress", condition: "unseen-categories", refusal: "failure" },
      { test: "stress", condition: "out-of-range", refusal: "failure" },
      { test: "repeatability", level: "predict" },
      { test: "repeatability", level: "train" },
    );
    for (const { status, sentence } of results) assert.equal(status, "passed", sentence);
  });

  it("tells a model that refuses missing values from one that is silent about them", async () => {
    const [allowed, refused, bounds, train] = await resultsOf(
      linear,
      { test: "stress", condition: "missing" },
      { test: "stress", condition: "missing", refusal: "failure" },
      { test: "generated", bounds: { min: -1e9, max: 1e9 }, runs: 25 },
      { test: "repeatability", level: "train" },
    );
    assert.equal(allowed?.status, "passed", allowed?.sentence);
    assert.match(allowed?.sentence ?? "", /refused with an error/);
    assert.equal(refused?.status, "failed");
    assert.equal(bounds?.status, "passed", bounds?.sentence);
    assert.equal(train?.status, "passed", train?.sentence);
  });

  it("names the backend that two trainings were made on", async () => {
    const network = await modelOf(penguinExperiment({ model: { algorithm: "mlp", hidden: [8] }, training: { epochs: 2 } }));
    const [train] = await resultsOf(network, { test: "repeatability", level: "train", epochs: 2 });
    assert.equal(train?.status, "passed", train?.sentence);
    assert.match(train?.sentence ?? "", /^Trained twice with seed 42 on the backend cpu: the same for \d+ rows\.$/);
  });

  it("finds the direction that a line has", async () => {
    const longer = (expect: string) => ({ test: "direction", column: "flipper_length_mm", by: 10, expect });
    const [up, down] = await resultsOf(linear, longer("rise"), longer("fall"));
    assert.equal(up?.status, "passed", up?.sentence);
    assert.equal(down?.status, "failed");
  });

  it("goes on without the data where the tests bring their rows", async () => {
    const row = { island: "Biscoe", bill_length_mm: 47.6, bill_depth_mm: 14.5, flipper_length_mm: 215, body_mass_g: 5400, sex: "male" };
    const lost = { ...trees, source: null, unavailable: "penguins.csv is gone." };
    const [own, drawn, typo] = await resultsOf(
      lost,
      { test: "minimum-cases", cases: [{ row, expect: "Gentoo" }] },
      { test: "repeatability" },
      { test: "minimum-cases", cases: [{ row: { ...row, ilsand: "Dream" }, expect: "Gentoo" }] },
    );
    assert.equal(own?.status, "passed", own?.sentence);
    assert.equal(drawn?.status, "errored");
    assert.match(drawn?.sentence ?? "", /penguins\.csv is gone/);
    assert.match(typo?.sentence ?? "", /Did you mean "island"/);
  });

  it("tells of each test as it begins and ends, and stops when it is cancelled", async () => {
    const heard: [string, string | null][] = [];
    const controller = new AbortController();
    const tests = ["one", "two", "three"].map((name) => ({ test: aTest({ test: "repeatability", name }) }));
    const running = testModel(
      { ...trees, tests },
      (_, told) => {
        const { name, result } = told as { name: string; result: { status: string } | null };
        heard.push([name, result?.status ?? null]);
        if (name === "one" && result) controller.abort();
      },
      controller.signal,
    );
    await assert.rejects(running, (error) => TrainyardError.is(error, "cancelled"));
    assert.deepEqual(heard, [
      ["one", null],
      ["one", "passed"],
      ["two", null],
    ]);
    assert.equal(never.aborted, false);
  });
});

/** Rows of numbers without a missing one. */
function withoutBlanks(): string {
  const lines = ["flipper_length_mm,bill_length_mm,bill_depth_mm,island,sex,species,body_mass_g"];
  for (let i = 0; i < 120; i += 1) lines.push(`${180 + (i % 50)},${35 + (i % 20)},${15 + (i % 5)},Dream,male,x,${3000 + 40 * (i % 50)}`);
  const file = join(tempDir(), "whole.csv");
  writeFileSync(file, lines.join("\n"));
  return file;
}
