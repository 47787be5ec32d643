import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { rateOf } from "../../src/engine/compile/rate.ts";
import { apart, trainStep, valuesOf } from "./models.ts";
import type { Exhibit } from "./zoo/exhibit.ts";
import { assertAgreed, DIFFERENT, type Figures, kerasFigures } from "./zoo/keras.ts";
import { batches, made } from "./zoo/made.ts";
import { ZOO } from "./zoo/zoo.ts";

describe("the zoo, compiled against eager and against Keras", () => {
  const keras = kerasFigures();
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const run = (step: (...inputs: Tensor[]) => Tensor[], data: Tensor[][]) =>
    data.map((batch) => step(...batch).map((one) => one.dataSync()[0] as number));
  const figuresOf = ({ metrics }: Exhibit, model: LayersModel, steps: number[][]): Figures => ({
    steps: steps.map((all) => [all[0] as number, ...(metrics ? [all.at(-1) as number] : [])]),
    weights: model.layers.flatMap((layer) =>
      layer.getWeights().map((one) => [one.mean(), one.norm()].map((figure) => figure.dataSync()[0] as number)),
    ),
  });

  it("has sixty animals and more", () => assert.ok(ZOO.length >= 60, String(ZOO.length)));

  it("is compiled but for these", () => {
    const eager = ZOO.filter((one) => one.eager).map(({ name }) => name);
    assert.deepEqual(eager, ["stateful lstm"]);
  });

  it("is known to Keras but for what is random or eager", () => {
    const comparable = ZOO.filter(({ random, eager }) => !random && !eager).map(({ name }) => name);
    assert.deepEqual(Object.keys(keras).sort(), comparable.sort());
    assert.deepEqual(
      Object.keys(DIFFERENT).filter((name) => !keras[name]),
      [],
    );
  });

  for (const exhibit of ZOO) {
    const { name } = exhibit;
    it(titleOf(exhibit), () => {
      const data = batches(tf, exhibit);
      const [eager, model] = [made(tf, exhibit), made(tf, exhibit)];
      const compiled = new Compiled(tf, trainStep(model), { settings: { rate: rateOf(model.optimizer) } });
      const found = run((...inputs) => compiled.run(...inputs), data);
      assert.equal(compiled.refused?.code, exhibit.eager?.code, compiled.refused?.message);
      assert.ok(found.flat().every(Number.isFinite));
      if (!exhibit.random) {
        const expected = run(trainStep(eager), data);
        assert.ok(apart(found, expected) < 1e-4, `losses are ${apart(found, expected)} apart`);
        const off = apart(valuesOf(model.weights), valuesOf(eager.weights));
        assert.ok(off < 1e-4, `weights are ${off} apart`);
      }
      if (keras[name]) assertAgreed(name, figuresOf(exhibit, model, found), keras[name]);
      compiled.dispose();
    });
  }
});

function titleOf({ name, eager }: Exhibit): string {
  if (eager) return `${name}: eager, ${eager.why}`;
  return DIFFERENT[name] ? `${name}: not as Keras, ${DIFFERENT[name]}` : name;
}
