import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compilePredict } from "../../src/engine/compile/predict.ts";
import { apart, uniform } from "./models.ts";
import type { Exhibit } from "./zoo/exhibit.ts";
import { ZOO } from "./zoo/zoo.ts";

/** Animals that are predicted eagerly, why, and what number of rows they take. */
const EAGER: Readonly<Record<string, { reason: string; rows: number }>> = {
  "stateful lstm": { reason: "A recurrent layer of the model keeps its state.", rows: 8 },
};

const ROWS = [1, 2, 7, 33];

describe("the zoo, predicted by one graph for any number of rows", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  const made = ({ model, inputs }: Exhibit) => {
    const one = model(tf);
    const next = uniform(7);
    const predict = compilePredict<Tensor[], Tensor | Tensor[]>(tf, one);
    return { model: one, predict, rowsOf: (rows: number) => inputs.map((sample) => sample(tf, rows, next)) };
  };
  const valuesOf = (all: Tensor | Tensor[]) => [all].flat().map((one) => one.dataSync() as Float32Array);
  const shapesOf = (all: Tensor | Tensor[]) => [all].flat().map(({ shape }) => shape);

  it("is compiled, nearly all of it", () => assert.ok(Object.keys(EAGER).length <= ZOO.length / 20));

  for (const exhibit of ZOO.filter(({ name }) => !EAGER[name])) {
    it(exhibit.name, () => {
      const { model, predict, rowsOf } = made(exhibit);
      tf.tidy(() => {
        for (const rows of ROWS) {
          const data = rowsOf(rows);
          const [ours, eager] = [predict(...data), model.apply(data, { training: false }) as Tensor | Tensor[]];
          assert.deepEqual(shapesOf(ours), shapesOf(eager));
          const off = apart(valuesOf(ours), valuesOf(eager));
          assert.ok(off < 1e-5, `${rows} rows are ${off} apart`);
        }
        const all = rowsOf(33);
        const some = predict(...all.map((one) => one.slice(4, 7)));
        const same = [predict(...all)].flat().map((one) => one.slice(4, 7));
        assert.ok(apart(valuesOf(some), valuesOf(same)) < 1e-5, "rows depend on the batch they come in");
      });
      assert.equal(predict.refused, null);
      assert.equal(predict.ran, ROWS.length + 2);
      predict.dispose();
      model.dispose();
    });
  }

  for (const exhibit of ZOO.filter(({ name }) => EAGER[name])) {
    const { reason, rows } = EAGER[exhibit.name] as (typeof EAGER)[string];
    it(`${exhibit.name}: eager. ${reason}`, () => {
      const { model, predict, rowsOf } = made(exhibit);
      tf.tidy(() => assert.ok(valuesOf(predict(...rowsOf(rows))).every((values) => values.every(Number.isFinite))));
      assert.equal(predict.refused?.message, reason);
      assert.equal(predict.ran, 0);
      predict.dispose();
      model.dispose();
    });
  }
});
