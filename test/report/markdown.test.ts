import assert from "node:assert/strict";
import { markdownReport } from "../../src/engine/report/markdown/markdown.ts";
import { table, text } from "../../src/engine/report/markdown/table.ts";
import type { Explanation } from "../../src/protocol/explanation.ts";
import { anomaliesExplained, clustersExplained, componentsExplained, forecastExplained } from "../webview/fixtures/explained-otherwise.ts";
import { wholeReport } from "../webview/fixtures/report.ts";

describe("the report in Markdown", () => {
  it("says it all: verdict, comparison, scores, thresholds, importance, segments, groups, worst errors, data", () => {
    const written = markdownReport(wholeReport());
    const heads = written.split("\n").filter((line) => line.startsWith("## "));
    assert.deepEqual(heads, [
      "## How the training went",
      "## Beside others",
      "## Scores",
      "## Evaluation on the test split",
      "## What the model goes by",
      "## Where the model is weak",
      "## How to repeat it",
      "## Data",
    ]);
    assert.match(written, /\| age >= 6\d and city = Trier \| \d+ \|/);
    assert.match(written, /\| least cost \| 0\.\d+ \|/);
    assert.match(written, /\| demographic_parity_difference \| 0\.0\d+ \|/);
    assert.doesNotMatch(written, /undefined|NaN|\[object/);
  });

  it("says what forecasts, clusters, components and detectors have found, and that nothing was wrong where it was not", () => {
    const of = (explanation: Explanation) => markdownReport({ ...wholeReport(), explanation });
    assert.match(of(forecastExplained("r")), /\| lag_1 \|.*weekday = Monday.*### Worst forecasts/s);
    assert.match(of(clustersExplained("r")), /## What the clusters are.*\| species \| Adelie \(45 %\) \| Chinstrap \(100 %\) \|/s);
    assert.match(of(componentsExplained("r")), /component_1 \(58 %\).*\| flipper_length_mm \| 0\.8 \|.*### Rows with the largest error/s);
    assert.match(of(anomaliesExplained("r")), /above 0\.118.*### The most anomalous rows/s);
    const whole = wholeReport().explanation;
    assert.ok(whole?.worst);
    assert.match(of({ ...whole, worst: { ...whole.worst, rows: [] } }), /No errors: every test row was predicted right/);
    const segments = whole.segments && { ...whole.segments, weak: [], tried: 0 };
    assert.match(of({ ...whole, segments }), /No segment was tried: no column parts the rows into segments of at least \d+ rows\./);
  });

  it("has as many cells in every line of a table", () => {
    const lines = markdownReport(wholeReport()).split("\n");
    const cells = (line: string) => line.replaceAll("\\|", "").split("|").length;
    for (const [i, line] of lines.entries()) {
      if (line.startsWith("|") && lines[i - 1]?.startsWith("|")) assert.equal(cells(line), cells(lines[i - 1] as string), line);
    }
  });

  it("keeps text text, whatever it holds", () => {
    assert.equal(text("a|b <script> *x* _y_ val_acc\n# z"), "a\\|b \\<script> \\*x\\* \\_y\\_ val_acc \\# z");
    assert.deepEqual(table(["a"], []), []);
    assert.deepEqual(
      table(
        ["a", "b"],
        [
          ["x|y", 0.5],
          [null, undefined],
        ],
      ),
      ["| a | b |", "| --- | --: |", "| x\\|y | 0.5 |", "|  |  |", ""],
    );
  });

  it("is there for a file without a run", () => {
    const { profile } = wholeReport();
    const written = markdownReport({ title: "penguins.csv", run: null, curve: null, evaluation: null, profile });
    assert.match(written, /^# penguins\.csv\n\n## Data\n/);
  });
});
