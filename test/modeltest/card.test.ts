import assert from "node:assert/strict";
import { cardText } from "../../src/engine/card/card-text.ts";
import type { CardFacts } from "../../src/engine/card/facts.ts";
import type { Explanation } from "../../src/protocol/explanation.ts";
import type { Run } from "../../src/protocol/run.ts";
import { aRun } from "../support/runs.ts";
import { penguinExperiment } from "../train/penguins.ts";

const { backend: _backend, data: _data, ...summary } = aRun({ name: "calm-heron" });
const run: Run = {
  ...summary,
  version: 1,
  backend: null,
  data: null,
  seed: null,
  command: ["trainyard", "train", "penguins.experiment.json"],
  versions: { node: "20.20.2" },
  artifacts: [],
  notes: [],
};
const nothing: CardFacts = {
  title: "",
  run,
  curve: null,
  evaluation: null,
  profile: null,
  experiment: null,
  signature: null,
  tests: null,
};

/** The text of one section. */
const section = (facts: CardFacts, title: string) =>
  cardText(facts)
    .split(/^## /m)
    .find((part) => part.startsWith(title)) ?? "";

const SECTIONS = [
  "Model details",
  "Intended use",
  "Data",
  "Training procedure",
  "Metrics",
  "Figures by group",
  "Weak segments",
  "Tests of the model",
  "Limitations and risks",
  "How to reproduce",
  "Environment",
  "License",
];

describe("a model card", () => {
  it("has every section, and says what is not known where there are no facts", () => {
    const titles = [...cardText(nothing).matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    assert.deepEqual(titles, SECTIONS);
    for (const title of ["Intended use", "Data", "Metrics", "Figures by group", "Weak segments", "Tests of the model"])
      assert.match(section(nothing, title), /Not known: /, title);
    assert.match(section(nothing, "License"), /Not stated/);
    const series = { ...nothing, run: { ...run, params: { algorithm: "forecaster", series: "" } } };
    assert.match(section(series, "Training procedure"), /\| series \| none \|/);
    assert.match(section(nothing, "Tests of the model"), /trainyard test calm-heron/);
  });

  it("does not take a script for an experiment, nor a failed run for a script", () => {
    const failed = { ...nothing, run: { ...run, status: "FAILED" as const, params: { target: "species" } } };
    assert.match(section(failed, "Training procedure"), /did not come to a model/);
    assert.match(section(failed, "Model details"), /\| predicts \| species \|/);
    const loss = { last: 0.2, best: 0.1, bestStep: 3, steps: 4, direction: "min" as const };
    const script = { ...nothing, run: { ...run, kind: "script" as const, metrics: { loss } } };
    assert.match(section(script, "Training procedure"), /script of one's own/);
    assert.match(section(script, "Model details"), /\| predicts \| not known \|/);
    assert.match(section(script, "Metrics"), /\| loss \| 0\.2 \| 0\.1 \| 3 \|/);
    assert.doesNotMatch(section(script, "Tests of the model"), /trainyard test/);
  });

  it("takes its purpose from the experiment, its data with their hash, its figures with their intervals", () => {
    const facts: CardFacts = {
      ...nothing,
      run: {
        ...run,
        data: { path: "p.csv", sha256: "ab".repeat(32), rows: 344, columns: 7, splits: { train: 242, validation: 51, test: 51 } },
        scores: { train: { accuracy: 0.99 }, validation: { accuracy: 0.98 }, test: { accuracy: 0.97 } },
        gates: [{ gate: "accuracy >= 0.99", passed: false, value: 0.97, sentence: "accuracy is 0.970." }],
        seed: 42,
      },
      experiment: { ...penguinExperiment(), description: "Tells *species* apart." },
      evaluation: {
        run: run.id,
        task: "multiclass",
        target: "species",
        on: "test",
        rows: 51,
        skipped: 0,
        metrics: { accuracy: 0.97 },
        intervals: { accuracy: [0.91, 1] },
        resamples: 1000,
        confusion: null,
        classes: null,
        roc: null,
        residuals: null,
        baseline: { accuracy: 0.44 },
      },
    };
    assert.match(section(facts, "Intended use"), /Tells \\?\*species\\?\* apart\./);
    assert.match(section(facts, "Data"), /344 rows, 7 columns. SHA-256 `(ab){32}`/);
    assert.match(section(facts, "Data"), /\| test \| 51 \|/);
    assert.match(section(facts, "Metrics"), /\| accuracy \| 0\.99 \| 0\.98 \| 0\.97 \| 0\.91 to 1 \| 0\.44 \|/);
    assert.match(section(facts, "Metrics"), /bootstrap of 1,000 resamples/);
    assert.match(section(facts, "Limitations"), /Gate accuracy \\?>= 0\.99 failed: accuracy is 0\.970\./);
    assert.match(section(facts, "Training procedure"), /1\. `fill-missing` on number[\s\S]*Seed 42\./);
  });

  it("says what the segments, the groups and the tests have found", () => {
    const segment = {
      parts: [{ column: "sex", condition: "sex is female", filter: [] }],
      rows: 20,
      value: 0.7,
      rest: 0.95,
      effect: 0.6,
      p: 0.001,
      q: 0.01,
    };
    const explanation: Explanation = {
      version: 1,
      run: run.id,
      on: "test",
      rows: 51,
      importance: null,
      partialDependence: [],
      segments: { metric: "accuracy", direction: "max", overall: 0.9, tried: 12, leastRows: 10, weak: [segment] },
      groups: [
        {
          column: "sex",
          groups: [{ label: "female", filter: [], rows: 20, figures: { accuracy: 0.7 } }],
          differences: { accuracy: 0.25 },
          ratios: {},
          fairness: { demographic_parity_difference: 0.1 },
        },
      ],
      worst: { loss: "log loss", columns: [], rows: [] },
      notes: [],
    };
    const result = { kind: "stress" as const, checked: 9, failing: [], duration: 1 };
    const results = [
      { ...result, name: "Missing values", status: "failed" as const, sentence: "x missing: a fall." },
      { ...result, name: "Noise", status: "passed" as const, sentence: "Fine." },
    ];
    const facts = { ...nothing, explanation, tests: { version: 1 as const, run: run.id, suites: [{ file: null, time: 0, results }] } };
    assert.match(section(facts, "Weak segments"), /\| sex is female \| 20 \| 0\.7 \| 0\.95 \|/);
    assert.match(section(facts, "Figures by group"), /\| female \| 20 \| 0\.7 \|[\s\S]*demographic\\?_parity\\?_difference \| 0\.1/);
    assert.match(
      section(facts, "Tests of the model"),
      /General tests, 1970-01-01T00:00:00\.000Z[\s\S]*\| Noise \| stress \| passed \| Fine\. \|/,
    );
    assert.match(
      section(facts, "Limitations"),
      /Worse than elsewhere where sex is female\.[\s\S]*Test "Missing values" failed: x missing: a fall\./,
    );
    assert.doesNotMatch(section(facts, "Limitations"), /Noise/);
  });
});
