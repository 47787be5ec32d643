import assert from "node:assert/strict";
import { type LensFacts, lensesOf } from "../../src/host/codelens/lenses.ts";
import { sparkline } from "../../src/host/codelens/sparkline.ts";
import { aRun, aSnapshot, scored } from "../support/runs.ts";

const facts = (change: Partial<LensFacts>): LensFacts => ({
  file: "/work/penguins.experiment.json",
  folder: "/work",
  runs: [],
  truncated: false,
  live: null,
  ...change,
});
const titles = (change: Partial<LensFacts>) => lensesOf(facts(change)).map(({ title }) => title);

describe("lensesOf", () => {
  it("offers training and preparing alone while there are no runs, or none are known", () => {
    assert.deepEqual(titles({}), ["$(play) Train", "Prepare"]);
    assert.deepEqual(titles({ runs: null }), ["$(play) Train", "Prepare"]);
    assert.deepEqual(titles({ file: "/work/train.ts" }), ["$(play) Train", "Debug"], "a script has no recipe, and can be debugged");
    assert.deepEqual(lensesOf(facts({}))[0]?.args, [{ folder: "/work", file: "/work/penguins.experiment.json" }]);
  });

  it("shows the last figure with its change, the best with its name, and how many there are", () => {
    const before = scored(0.985, { name: "amber-otter" });
    const last = scored(0.974, { name: "brisk-wren" });
    assert.deepEqual(titles({ runs: [last, before] }), [
      "$(play) Train",
      "Prepare",
      "last val_acc 0.974 \u21930.011",
      "best 0.985 amber-otter",
      "2 runs \u2588\u2581",
    ]);
  });

  it("says whether a change is for the better, by the metric's direction", () => {
    const loss = (value: number, name: string) => aRun({ name, headline: { metric: "val_loss", value, direction: "min" } });
    const tooltips = lensesOf(facts({ runs: [loss(0.2, "new-one"), loss(0.3, "old-one")] })).map(({ tooltip }) => tooltip);
    assert.equal(tooltips[2], "Open new-one: better than old-one before it");
    assert.equal(titles({ runs: [loss(0.2, "a"), loss(0.3, "b")] })[2], "last val_loss 0.200 \u21930.100");
  });

  it("has no arrow for a first run, and an equals sign for no change", () => {
    assert.equal(titles({ runs: [scored(0.9)] })[2], "last val_acc 0.900");
    assert.equal(titles({ runs: [scored(0.9)] })[4], "1 run");
    assert.equal(titles({ runs: [scored(0.9), scored(0.9)] })[2], "last val_acc 0.900 =");
  });

  it("says that the last run failed, and keeps the best", () => {
    const failed = aRun({
      status: "FAILED",
      headline: null,
      error: { code: "x", kind: "failure", message: "Loss is NaN.", remedy: "Lower it." },
    });
    const good = scored(0.9, { name: "good-one" });
    assert.deepEqual(titles({ runs: [failed, good] }).slice(2), ["last failed", "best 0.900 good-one", "2 runs"]);
  });

  it("says how the last run stands with its gates", () => {
    const gate = (passed: boolean) => ({ gate: "auc >= 0.9", passed, value: 0.8, sentence: "" });
    const [failed, passed] = [scored(0.9, { gates: [gate(false)] }), scored(0.9, { gates: [gate(true)] })];
    assert.deepEqual(titles({ runs: [failed, passed] })[3], "$(error) gate failed");
    assert.deepEqual(titles({ runs: [passed, failed] })[3], "$(pass) gate passed");
    assert.equal(lensesOf(facts({ runs: [failed] }))[3]?.tooltip, "failed: auc >= 0.9");
  });

  it("says so when there are more runs than were read", () => {
    assert.equal(titles({ runs: [scored(0.9)], truncated: true }).at(-1), "1+ runs");
  });

  it("shows a live run's epoch and figures, and how to stop it", () => {
    const live = aSnapshot({ id: "RUN1" });
    assert.deepEqual(titles({ runs: [live.run], live }), ["$(sync~spin) epoch 12/50  loss 0.210  val_acc 0.971", "Stop", "Show curves"]);
    assert.deepEqual(
      lensesOf(facts({ live })).map(({ command }) => command),
      ["trainyard.openRun", "trainyard.stop", "trainyard.openRun"],
    );
    assert.deepEqual(lensesOf(facts({ live }))[1]?.args, [{ folder: "/work", run: "RUN1" }]);
  });

  it("shows the phase before the first epoch and after the last", () => {
    assert.equal(titles({ live: aSnapshot({}, { phase: "reading data", epoch: 0 }) })[0], "$(sync~spin) reading data");
    assert.equal(titles({ live: aSnapshot({}, { phase: "evaluating", epoch: 50 }) })[0], "$(sync~spin) evaluating");
    assert.equal(titles({ live: aSnapshot({ metrics: {} }, { epochs: null }) })[0], "$(sync~spin) epoch 12");
  });
});

describe("sparkline", () => {
  it("draws lowest to highest", () => assert.equal(sparkline([0, 0.5, 1]), "\u2581\u2585\u2588"));
  it("draws equal values in the middle", () => assert.equal(sparkline([3, 3]), "\u2584\u2584"));
  it("has nothing to draw for fewer than two", () => assert.equal(sparkline([1, Number.NaN]), ""));
});
