import assert from "node:assert/strict";
import { describeDataset, explainDataset, sayDataset, splitPath } from "../../src/host/datasets/text.ts";
import { freeName, kindOf, subjectOf } from "../../src/host/files.ts";
import { describeRun, escapeMarkdown, explainRun, figure, sayRun } from "../../src/host/runs/text.ts";
import { statusOf } from "../../src/host/status-text.ts";
import type { Dataset } from "../../src/protocol/dataset.ts";
import { aRun, aSnapshot, scored } from "../support/runs.ts";

const NOW = Date.UTC(2026, 0, 1, 12, 2);
const started = { startTime: Date.UTC(2026, 0, 1, 12, 0) };
const error = { code: "nan-loss", kind: "failure", message: "The loss is NaN.", remedy: "Lower the learning rate." } as const;
const row = (run = aRun(started), lead: number | null = null) => ({ run, snapshot: null, lead });

describe("a run in words", () => {
  it("has its figure, its lead and its age", () => {
    assert.equal(describeRun(row(scored(0.985, started), 0.011), NOW), "val_acc 0.985  +0.011  2 min");
    assert.equal(describeRun(row(scored(0.974, started)), NOW), "val_acc 0.974  2 min");
  });

  it("says why it failed, and that it was stopped", () => {
    assert.equal(describeRun(row(aRun({ ...started, status: "FAILED", headline: null, error })), NOW), "failed: The loss is NaN  2 min");
    assert.equal(describeRun(row(scored(0.5, { ...started, status: "KILLED" })), NOW), "val_acc 0.500  stopped  2 min");
    assert.equal(describeRun(row(aRun({ ...started, status: "INTERRUPTED", headline: null })), NOW), "interrupted  2 min");
  });

  it("says what its gates found where one failed, that it is the champion, and how its folds differ", () => {
    const gate = (text: string, passed: boolean) => ({ gate: text, passed, value: 0.9, sentence: `accuracy is 0.9 (${text}).` });
    const headline = { metric: "cv_acc", value: 0.95, direction: "max" as const, std: 0.012 };
    const run = aRun({ ...started, headline, aliases: ["champion"], gates: [gate("accuracy >= 0.8", true), gate("auc >= 0.99", false)] });
    assert.equal(describeRun(row(run), NOW), "cv_acc 0.950 \u00b1 0.012  champion  1 of 2 gates failed  2 min");
    assert.match(sayRun(row(run), NOW), /champion, 1 of 2 gates failed/);
    assert.match(explainRun(run), /- Alias: champion\n- Gate passed: `accuracy >= 0\.8`.*\n- Gate failed: `auc >= 0\.99`/);
    const passed = aRun({ ...started, headline, gates: [gate("accuracy >= 0.8", true)] });
    assert.equal(describeRun(row(passed), NOW), "cv_acc 0.950 \u00b1 0.012  2 min");
    assert.match(sayRun(row(passed), NOW), /gate passed/);
  });

  it("cuts a long reason, and has words for none", () => {
    const long = { ...error, message: "x".repeat(200) };
    assert.equal(
      describeRun(row(aRun({ ...started, status: "FAILED", headline: null, error: long })), NOW).length,
      "failed: ".length + 60 + "  2 min".length,
    );
    assert.match(describeRun(row(aRun({ ...started, status: "FAILED", headline: null })), NOW), /unknown reason/);
  });

  it("is live while it trains", () => {
    const snapshot = aSnapshot();
    assert.equal(describeRun({ run: snapshot.run, snapshot, lead: null }, NOW), "epoch 12/50  loss 0.210  val_acc 0.971");
    assert.equal(describeRun({ run: snapshot.run, snapshot: null, lead: null }, NOW), "training");
  });

  it("is one sentence for a screen reader", () => {
    assert.equal(
      sayRun(row(scored(0.9, { ...started, name: "calm-heron" }), 0.1), NOW),
      "calm-heron, finished, val_acc 0.900, best of its experiment, 2 min ago",
    );
    assert.match(sayRun(row(aRun({ ...started, status: "FAILED", error })), NOW), /failed, .*The loss is NaN\., 2 min ago$/);
  });

  it("explains itself with exact times, and cannot be broken by Markdown", () => {
    const run = aRun({ ...started, name: "a_*b*", endTime: started.startTime + 61_000, scores: { test: { accuracy: 0.9854 } }, error });
    const text = explainRun(run, "en-GB");
    assert.match(text, /\*\*a\\_\\\*b\\\*\*\*/);
    assert.match(text, /- Started: 1 Jan 2026, \d\d:00:00/);
    assert.match(text, /\(1 min 1 s\)/);
    assert.match(text, /Test: accuracy 0\.985/);
    assert.match(text, /Lower the learning rate/);
    assert.equal(escapeMarkdown("[x](command:y)"), "\\[x\\]\\(command:y\\)");
  });

  it("shows figures in three decimals where that says something", () => {
    const cases: [number, string][] = [
      [0.97449, "0.974"],
      [0, "0.000"],
      [0.0012, "0.0012"],
      [123456, "123,456"],
      [Number.NaN, "NaN"],
      [-0.5, "-0.500"],
      [0.00000123, "1.23e-6"],
    ];
    for (const [value, text] of cases) assert.equal(figure(value), text);
  });
});

describe("a data file in words", () => {
  const dataset: Dataset = { file: "data/penguins.csv", bytes: 15_240, modified: started.startTime, rows: 1344, columns: 7, alerts: 2 };

  it("has its shape and alerts once profiled, its size before", () => {
    assert.equal(describeDataset(dataset), "1,344 \u00d7 7  2 alerts  data");
    assert.equal(describeDataset({ ...dataset, rows: null, columns: null, alerts: null, file: "x.csv" }), "15 KiB");
    assert.equal(describeDataset({ ...dataset, alerts: 0 }), "1,344 \u00d7 7  data");
    assert.equal(sayDataset(dataset), "data/penguins.csv, 1,344 rows, 7 columns, 2 alerts");
    assert.match(sayDataset({ ...dataset, rows: null }), /not profiled yet/);
    assert.match(explainDataset(dataset, "en-GB"), /- Changed: 1 Jan 2026, \d\d:00:00/);
    assert.deepEqual(splitPath("x.csv"), { name: "x.csv", directory: "" });
  });
});

describe("a file's kind", () => {
  it("goes by its name", () => {
    const kinds = {
      "a.csv": "data",
      "A.CSV": "data",
      "a.tsv": "data",
      "a.experiment.json": "experiment",
      "a.json": null,
      "train.ts": "script",
      "train.mjs": "script",
      "a.d.ts": null,
      "a.py": null,
      csv: null,
    };
    for (const [name, kind] of Object.entries(kinds)) assert.equal(kindOf(name), kind, name);
  });

  it("names its subject", () => {
    assert.equal(subjectOf("a/b/penguins.experiment.json"), "penguins");
    assert.equal(subjectOf("a\\train.ts"), "train.ts");
  });

  it("finds a name that is free", () => {
    const taken = new Set(["p.experiment.json", "p-2.experiment.json", "plain"]);
    const free = (name: string) => freeName(name, (other) => taken.has(other));
    assert.equal(free("p.experiment.json"), "p-3.experiment.json");
    assert.equal(free("q.experiment.json"), "q.experiment.json");
    assert.equal(free("plain"), "plain-2");
  });
});

describe("the status bar", () => {
  const backend = { name: "wasm", version: "wasm 4.22.0 (SIMD)", reason: "TensorFlow is not installed." } as const;

  it("shows the choice until the backend is known, then the backend", () => {
    assert.equal(statusOf({ engine: "idle", choice: "auto", backend: null, live: [] }).text, "$(graph-line) Trainyard: auto");
    assert.equal(statusOf({ engine: "ready", choice: "auto", backend, live: [] }).text, "$(graph-line) Trainyard: wasm");
    assert.match(statusOf({ engine: "ready", choice: "auto", backend, live: [] }).tooltip, /TensorFlow is not installed/);
  });

  it("shows what trains", () => {
    assert.equal(
      statusOf({ engine: "ready", choice: "auto", backend, live: [aSnapshot({ name: "calm-heron" })] }).text,
      "$(sync~spin) Trainyard: calm-heron 12/50",
    );
    assert.equal(
      statusOf({ engine: "ready", choice: "auto", backend, live: [aSnapshot(), aSnapshot()] }).text,
      "$(sync~spin) Trainyard: 2 runs",
    );
  });

  it("warns when the engine is not well", () => {
    assert.equal(statusOf({ engine: "restarting", choice: "cpu", backend: null, live: [] }).warns, true);
    assert.equal(statusOf({ engine: "ready", choice: "cpu", backend: null, live: [] }).warns, false);
  });
});
