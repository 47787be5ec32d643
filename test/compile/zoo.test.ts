import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import { apart, trainStep, uniform, valuesOf } from "./models.ts";
import type { Exhibit } from "./zoo/exhibit.ts";
import { ZOO } from "./zoo/zoo.ts";

const STEPS = 7;
const ROWS = 8;

describe("the zoo, compiled against eager", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const made = ({ model, optimizer, loss, metrics = [] }: Exhibit) => {
    const one = model(tf);
    one.compile({ optimizer: optimizer?.(tf) ?? tf.train.adam(0.01), loss: loss as never, metrics });
    return one;
  };
  const dataOf = ({ inputs, targets }: Exhibit): Tensor[][] => {
    const next = uniform(5);
    return Array.from({ length: STEPS }, () => [...inputs, ...targets].map((sample) => sample(tf, ROWS, next)));
  };
  const run = (step: (...inputs: Tensor[]) => Tensor[], data: Tensor[][]) =>
    data.map((batch) => step(...batch).map((one) => one.dataSync()[0] as number));

  it("has sixty animals and more", () => assert.ok(ZOO.length >= 60, String(ZOO.length)));

  for (const exhibit of ZOO) {
    it(exhibit.eager === undefined ? exhibit.name : `${exhibit.name}: eager, ${exhibit.eager}`, () => {
      const data = dataOf(exhibit);
      const [eager, model] = [made(exhibit), made(exhibit)];
      const weights = eager.getWeights().map((one) => one.clone());
      for (const one of [eager, model]) one.setWeights(weights);
      const compiled = new Compiled(tf, trainStep(model), { settings: { rate: rateOf(model.optimizer) } });
      const found = run((...inputs) => compiled.run(...inputs), data);
      assert.equal(compiled.refused?.message ?? null, exhibit.eager === undefined ? null : compiled.refused?.message);
      assert.equal(compiled.refused === null, exhibit.eager === undefined);
      if (!exhibit.random) {
        const expected = run(trainStep(eager), data);
        assert.ok(apart(found, expected) < 1e-4, `losses are ${apart(found, expected)} apart`);
        const off = apart(valuesOf(model.weights), valuesOf(eager.weights));
        assert.ok(off < 1e-4, `weights are ${off} apart`);
      } else assert.ok(found.every(([loss]) => Number.isFinite(loss)));
      compiled.dispose();
    });
  }
});
