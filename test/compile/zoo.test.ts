import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import { apart, trainStep, valuesOf } from "./models.ts";
import { batches, made } from "./zoo/made.ts";
import { ZOO } from "./zoo/zoo.ts";

describe("the zoo, compiled against eager", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const run = (step: (...inputs: Tensor[]) => Tensor[], data: Tensor[][]) =>
    data.map((batch) => step(...batch).map((one) => one.dataSync()[0] as number));

  it("has sixty animals and more", () => assert.ok(ZOO.length >= 60, String(ZOO.length)));

  it("is compiled but for these", () => {
    const eager = ZOO.filter((one) => one.eager).map(({ name }) => name);
    assert.deepEqual(eager, ["stateful lstm"]);
  });

  for (const exhibit of ZOO) {
    it(exhibit.eager ? `${exhibit.name}: eager, ${exhibit.eager.why}` : exhibit.name, () => {
      const data = batches(tf, exhibit);
      const [eager, model] = [made(tf, exhibit), made(tf, exhibit)];
      const compiled = new Compiled(tf, trainStep(model), { settings: { rate: rateOf(model.optimizer) } });
      const found = run((...inputs) => compiled.run(...inputs), data);
      assert.equal(compiled.refused?.code, exhibit.eager?.code, compiled.refused?.message);
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
