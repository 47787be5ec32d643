import assert from "node:assert/strict";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import { parseGate, segmentColumns } from "../../src/engine/gate/parse.ts";
import { factsOf } from "../../src/shared/errors.ts";

const limit = { kind: "limit", of: "value", segment: null, worst: null };

describe("gates, read", () => {
  const forms: [string, object][] = [
    ["roc_auc >= 0.9", { ...limit, metric: "roc_auc", comparison: ">=", limit: 0.9 }],
    ["auc>=.9", { ...limit, metric: "roc_auc", comparison: ">=", limit: 0.9 }],
    [" log_loss < 1e-1 ", { ...limit, metric: "log_loss", comparison: "<", limit: 0.1 }],
    ["mcc > -0.5", { ...limit, metric: "mcc", comparison: ">", limit: -0.5 }],
    ["f1_macro <= 1", { ...limit, metric: "f1_macro", comparison: "<=", limit: 1 }],
    ["roc_auc.low >= 0.85", { ...limit, of: "low", metric: "roc_auc", comparison: ">=", limit: 0.85 }],
    ["brier.high <= 0.2", { ...limit, of: "high", metric: "brier", comparison: "<=", limit: 0.2 }],
    ["cv.accuracy >= 0.9", { ...limit, of: "mean", metric: "accuracy", comparison: ">=", limit: 0.9 }],
    [
      "recall(sex=female) >= 0.8",
      { ...limit, segment: { column: "sex", value: "female" }, metric: "recall", comparison: ">=", limit: 0.8 },
    ],
    [
      'recall("native country" = United States) >= 0.8',
      { ...limit, segment: { column: "native country", value: "United States" }, metric: "recall", comparison: ">=", limit: 0.8 },
    ],
    [
      "recall(age='a, (b) = c') >= 0.8",
      { ...limit, segment: { column: "age", value: "a, (b) = c" }, metric: "recall", comparison: ">=", limit: 0.8 },
    ],
    ["worst(recall, sex) >= 0.75", { ...limit, worst: "sex", metric: "recall", comparison: ">=", limit: 0.75 }],
    ["better_than: champion", { kind: "better-than", rival: "champion" }],
  ];
  for (const [text, expected] of forms) {
    it(text, () => {
      const { text: kept, ...gate } = parseGate(text, "binary");
      assert.deepEqual(gate, expected);
      assert.equal(kept, text.trim());
    });
  }

  it("as a setting of its own", () => {
    assert.deepEqual(parseGate({ better_than: "calm-heron" }, "binary"), {
      kind: "better-than",
      rival: "calm-heron",
      text: "better_than: calm-heron",
    });
  });

  it("say which columns they tell apart", () => {
    const gates = ["recall(sex=f) > 0", "worst(f1, race) > 0", "recall(sex=m) > 0", "recall > 0", { better_than: "baseline" }];
    assert.deepEqual(segmentColumns({ gates, task: "binary" }), ["sex", "race"]);
  });
});

describe("gates that cannot be read", () => {
  const wrong: [string, number][] = [
    ["", 1],
    [">= 0.9", 1],
    ["roc_auc", 8],
    ["roc_auc 0.9", 9],
    ["roc_auc >= ", 12],
    ["roc_auc >= high", 12],
    ["roc_auc >= 0.9 and", 16],
    ["rok_auc >= 0.9", 1],
    ["cv.rok_auc >= 0.9", 4],
    ["rmse <= 3", 1],
    ["recall(sex) >= 0.8", 11],
    ["recall(sex=female >= 0.8", 20],
    ["worst(recal, sex) >= 0.8", 7],
    ["worst(recall) >= 0.8", 13],
    ["better_than: ", 14],
  ];
  for (const [text, column] of wrong) {
    it(text === "" ? "nothing" : text, () => {
      assert.throws(
        () => parseGate(text, "binary"),
        (error) => {
          const { code, place, remedy } = factsOf(error);
          return code === "gate-invalid" && remedy !== "" && assert.equal(place?.column, column) === undefined;
        },
      );
    });
  }

  it("have their line and column in the experiment file", () => {
    const text = `{
  "data": "a.csv", "target": "y", "task": "binary", "model": { "algorithm": "baseline" },
  "gates": [
    "accuracy >= 0.5",
    "rok_auc >= 0.9", "cv.accuracy >= 0.9"
  ]
}`;
    const { problems } = parseExperiment(text, "/a.experiment.json");
    const found = problems.map(({ severity, code, place: { line, column, field } }) => ({ severity, code, line, column, field }));
    assert.deepEqual(found, [
      { severity: "error", code: "gate-invalid", line: 5, column: 6, field: "gates[1]" },
      { severity: "warning", code: "experiment-gate-needs-folds", line: 5, column: 23, field: "gates[2]" },
    ]);
  });
});
