import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { uniform } from "./models.ts";

const ROWS = 400;
const COLUMNS = 20;
const STEPS = 30;
/** Of the two-sample test of Kolmogorov and Smirnov; seeds are fixed, so a pass stays a pass. */
const SIGNIFICANCE = 1e-4;

describe("noise in a compiled step", () => {
  let tf: TF;
  const ownRandom = Math.random;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });
  beforeEach(() => {
    Math.random = uniform(11);
  });
  afterEach(() => {
    Math.random = ownRandom;
  });

  type Noise = (x: Tensor) => Tensor;
  const layer = (made: { apply(x: Tensor, more: { training: boolean }): unknown }): Noise => {
    return (x) => made.apply(x, { training: true }) as Tensor;
  };
  const noises: Record<string, () => Noise> = {
    "dropout of a fifth": () => layer(tf.layers.dropout({ rate: 0.2 })),
    "dropout of nine tenths": () => layer(tf.layers.dropout({ rate: 0.9 })),
    "Gaussian noise": () => layer(tf.layers.gaussianNoise({ stddev: 0.7 })),
    "Gaussian dropout": () => layer(tf.layers.gaussianDropout({ rate: 0.3 })),
    "alpha dropout": () => layer(tf.layers.alphaDropout({ rate: 0.25 })),
    "two dropouts, one after the other": () => {
      const [one, two] = [layer(tf.layers.dropout({ rate: 0.5 })), layer(tf.layers.dropout({ rate: 0.5 }))];
      return (x) => two(one(x));
    },
    "the recurrent dropout of an LSTM": () => {
      const ones = { kernelInitializer: "ones", recurrentInitializer: "ones" } as const;
      const lstm = tf.layers.lstm({ units: 1, dropout: 0.4, recurrentDropout: 0.4, ...ones });
      return (x) => lstm.apply(x.mul(0.1).reshape([ROWS, COLUMNS / 4, 4]), { training: true }) as Tensor;
    },
    "numbers drawn by hand": () => (x) => x.mul(tf.randomUniform([ROWS, COLUMNS], -2, 5)).add(tf.randomNormal([ROWS, COLUMNS], 1, 3)),
  };

  /** What each step gave, value by value. */
  const values = (step: (x: Tensor) => Tensor): Float32Array[] =>
    Array.from({ length: STEPS }, () => tf.tidy(() => Float32Array.from(step(tf.ones([ROWS, COLUMNS])).dataSync())));

  for (const [name, make] of Object.entries(noises)) {
    it(`is as eager noise is: ${name}`, () => {
      const noise = make();
      const eager = values(noise);
      const compiled = new Compiled(tf, (x) => [tf.tidy(() => noise(x as Tensor))]);
      const ran = values((x) => compiled.run(x)[0] as Tensor);
      assert.equal(compiled.refused, null);
      assert.equal(compiled.ran, STEPS - 2);
      const [expected, found] = [sorted(eager), sorted(ran.slice(2))];
      const distance = largestGap(expected, found);
      assert.ok(distance < critical(expected.length, found.length), `${distance} apart`);
      assert.ok(independent(ran[3] as Float32Array, ran[4] as Float32Array), "steps are independent");
      compiled.dispose();
    });
  }

  it("is drawn for each layer by itself", () => {
    const [one, two] = [tf.layers.gaussianNoise({ stddev: 1 }), tf.layers.gaussianNoise({ stddev: 1 })];
    const compiled = new Compiled(tf, (x) => [one, two].map((each) => each.apply(x as Tensor, { training: true }) as Tensor));
    const zeros = tf.zeros([ROWS, COLUMNS]);
    let outputs: Float32Array[] = [];
    for (let step = 0; step < 4; step += 1) {
      const found = compiled.run(zeros);
      outputs = found.map((each) => Float32Array.from(each.dataSync()));
      for (const each of found) each.dispose();
    }
    const [a, b] = outputs as [Float32Array, Float32Array];
    assert.equal(compiled.ran, 2);
    assert.ok(independent(a, b));
    compiled.dispose();
  });
});

const sorted = (steps: Float32Array[]): Float32Array => Float32Array.from(steps.flatMap((step) => [...step])).sort();

/** The largest distance between two empirical distribution functions. */
function largestGap(a: Float32Array, b: Float32Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i] as number, b[j] as number);
    // Rounding parts what is the same number in two orders of adding.
    while (i < a.length && (a[i] as number) <= at + 1e-5) i += 1;
    while (j < b.length && (b[j] as number) <= at + 1e-5) j += 1;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

/** Smirnov's approximation of the distance that is not exceeded but by chance. */
const critical = (n: number, m: number): number => Math.sqrt((-Math.log(SIGNIFICANCE / 2) / 2) * ((n + m) / (n * m)));

/** Six standard deviations of the correlation of what is independent. */
const independent = (a: Float32Array, b: Float32Array): boolean => Math.abs(correlation(a, b)) < 6 / Math.sqrt(a.length);

function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, alone, other] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    both += (value - meanA) * ((b[i] as number) - meanB);
    alone += (value - meanA) ** 2;
    other += ((b[i] as number) - meanB) ** 2;
  }
  return both / Math.sqrt(alone * other);
}
