import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { trainOn } from "../train/train-on.ts";
import { forestExperiment } from "./support.ts";

interface Case {
  name: string;
  task: "binary" | "multiclass" | "regression";
  trees: number;
  /** Rows that are learnt from; the others are held out. */
  learnt: number;
  mean: number;
  deviation: number;
  x: number[][];
  y: number[];
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "forest", "forest.json"), "utf8")) as { cases: Case[] };
const SEEDS = [1, 2, 3];

describe("random forest against scikit-learn", () => {
  for (const { name, task, trees, learnt, mean, deviation, x, y } of cases)
    it(`${name}: as good over seeds, within noise`, async () => {
      const part = (from: number, to: number) => {
        const features = x.map((values, i) => column(`x${i}`, "number", values.slice(from, to)));
        const target = y.slice(from, to);
        return frameOf(...features, task === "regression" ? column("y", "number", target) : column("y", "category", target.map(String)));
      };
      const [train, test] = [part(0, learnt), part(learnt, y.length)];
      const found: number[] = [];
      for (const seed of SEEDS) {
        const experiment = forestExperiment(task, { model: { trees }, training: { seed } });
        const { scores, model } = await trainOn(experiment, { train, validation: test, test });
        model.dispose();
        found.push(scores.test[task === "regression" ? "rmse" : "accuracy"] as number);
      }
      const ours = found.reduce((sum, value) => sum + value, 0) / SEEDS.length;
      // Three deviations of the difference of two means; a row more or less is no difference.
      const noise = 3 * deviation * Math.sqrt(1 / SEEDS.length + 1 / 10) + (task === "regression" ? 0 : 1 / (y.length - learnt));
      assert.ok(Math.abs(ours - mean) <= noise, `${ours} instead of ${mean}, more than ${noise} apart`);
    });
});
