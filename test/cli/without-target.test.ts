import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Evaluation, PredictOutcome } from "../../src/protocol/evaluation.ts";
import type { SplitCheck } from "../../src/protocol/split.ts";
import { trainyard } from "../support/cli.ts";
import { makeWorkspace } from "../support/workspace.ts";

interface Told {
  run: string;
  status: string;
  metrics: Record<"train" | "validation" | "test", Record<string, number>>;
}

/** What each task says of a row, and the figure it is judged by. */
const TASKS = [
  { task: "clustering", columns: ["cluster", "distance"], figure: "silhouette" },
  { task: "dimensionality-reduction", columns: ["component_1", "component_2"], figure: "explained_variance_ratio" },
];

describe("a task without a target", function () {
  this.timeout(300_000);

  for (const { task, columns, figure } of TASKS) {
    it(`${task} is proposed, split, trained, evaluated again and predicted`, async () => {
      const { folder } = makeWorkspace();
      const run = async <T>(...args: string[]) => {
        const result = await trainyard(folder, [...args, "--json"]);
        assert.equal(result.code, 0, result.stderr);
        return result.json<T>();
      };
      const { file } = await run<{ file: string }>("init", "penguins.csv", "--task", task, "--out", "own.experiment.json");
      assert.deepEqual((await run<SplitCheck>("split", file)).classes, null);
      const trained = await run<Told>("train", file);
      assert.equal(trained.status, "FINISHED");
      const evaluation = await run<Evaluation>("evaluate", trained.run);
      assert.deepEqual(evaluation.metrics, trained.metrics.test);
      assert.deepEqual([evaluation.target, evaluation.baseline], [null, {}]);
      assert.ok((evaluation.metrics[figure] as number) > 0.3);
      const predicted = await run<PredictOutcome>("predict", trained.run, "--data", "penguins.csv", "--out", "out.csv");
      for (const column of columns) assert.ok(predicted.columns.includes(column), column);
      const [, first = ""] = readFileSync(join(folder, "out.csv"), "utf8").split("\n");
      if (task === "clustering") assert.match(first, /,[012],\d+\.\d+$/);
    });
  }
});
