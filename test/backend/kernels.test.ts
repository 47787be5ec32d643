import assert from "node:assert/strict";
import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { loadBackend } from "../../src/engine/backend/load.ts";
import type { TF } from "../../src/engine/backend/tf.ts";

type Shape = [number, number, number, number];
type Pad = "same" | "valid" | number;
interface Case {
  x: Shape;
  filter: [number, number];
  channels: number;
  strides: [number, number];
  pad: Pad;
  seed: number;
}

const small = (max: number) => fc.integer({ min: 1, max });
const anyCase: fc.Arbitrary<Case> = fc
  .record({
    x: fc.tuple(small(3), small(9), small(9), small(4)),
    filter: fc.tuple(small(4), small(4)),
    channels: small(4),
    strides: fc.tuple(small(3), small(3)),
    pad: fc.constantFrom<Pad>("same", "valid", 0, 1, 2),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .filter(({ x: [, height, width], filter: [kh, kw], pad, strides }) => {
    if (pad === "same") return true;
    const around = pad === "valid" ? 0 : 2 * pad;
    const fits = kh <= height + around && kw <= width + around;
    // With a numeric padding TensorFlow.js takes filter and strides for square, and rounds only where it is told how.
    if (pad !== "valid" && (kh !== kw || strides[0] !== strides[1])) return false;
    return fits && (pad === "valid" || ((height + around - kh) % strides[0] === 0 && (width + around - kw) % strides[1] === 0));
  });

describe("backend/kernels: gradients of convolutions on wasm", () => {
  let tf: TF;
  before(async () => {
    ({ tf } = await loadBackend("wasm"));
  });
  after(() => tf.setBackend("cpu"));

  /** What `kernel` computes on `backend` from random tensors of these shapes. */
  async function computed(backend: string, kernel: string, shapes: Record<string, Shape>, attrs: object, seed: number) {
    await tf.setBackend(backend);
    const result = tf.tidy(() => {
      const inputs = Object.entries(shapes).map(([name, shape], i) => [name, tf.randomNormal(shape, 0, 1, "float32", seed + i + 1)]);
      return tf.engine().runKernel(kernel, Object.fromEntries(inputs), attrs as never) as Tensor;
    });
    const values = { shape: result.shape, data: result.dataSync() };
    result.dispose();
    return values;
  }

  async function sameOnBoth(kernel: string, shapes: Record<string, Shape>, attrs: object, seed: number) {
    const wasm = await computed("wasm", kernel, shapes, attrs, seed);
    const cpu = await computed("cpu", kernel, shapes, attrs, seed);
    assert.deepEqual(wasm.shape, cpu.shape);
    cpu.data.forEach((expected, i) => {
      const found = wasm.data[i] as number;
      assert.ok(Math.abs(found - expected) <= 1e-4 * Math.max(1, Math.abs(expected)), `[${i}]: ${found}, cpu has ${expected}`);
    });
  }

  /** Runs `check` with the shape of `dy` over shapes, strides and paddings. */
  const overCases = (depthwise: boolean, check: (given: Case, filter: Shape, dy: Shape) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(anyCase, (given) => {
        const filter: Shape = [...given.filter, given.x[3], given.channels];
        const { outShape } = tf.backend_util.computeConv2DInfo(given.x, filter, given.strides, 1, given.pad, undefined, depthwise);
        return check(given, filter, outShape);
      }),
      { numRuns: 80 },
    );
  const attributes = ({ strides, pad }: Case) => ({ strides, pad, dilations: [1, 1], dataFormat: "NHWC" });

  it("Conv2DBackpropFilter equals cpu's", () =>
    overCases(false, (given, filterShape, dy) =>
      sameOnBoth("Conv2DBackpropFilter", { x: given.x, dy }, { ...attributes(given), filterShape }, given.seed),
    ));

  it("DepthwiseConv2dNativeBackpropFilter equals cpu's", () =>
    overCases(true, (given, filterShape, dy) =>
      sameOnBoth("DepthwiseConv2dNativeBackpropFilter", { x: given.x, dy }, { ...attributes(given), filterShape }, given.seed),
    ));

  it("DepthwiseConv2dNativeBackpropInput equals cpu's", () =>
    overCases(true, (given, filter, dy) =>
      sameOnBoth("DepthwiseConv2dNativeBackpropInput", { dy, filter }, { ...attributes(given), inputShape: given.x }, given.seed),
    ));

  it("differentiates both convolutions and leaves no tensors behind", async () => {
    await tf.setBackend("wasm");
    const before = { ...tf.memory() };
    const slope = tf.tidy(() => {
      const x = tf.ones([2, 7, 7, 3]) as Tensor4D;
      const filter = tf.ones([3, 3, 3, 2]) as Tensor4D;
      const sum = (f: Tensor) =>
        tf.add(tf.sum(tf.conv2d(x, f as Tensor4D, 2, "valid")), tf.sum(tf.depthwiseConv2d(x, f as Tensor4D, 2, "valid")));
      return tf.grad(sum)(filter).dataSync();
    });
    // 9 output positions x 2 examples see each weight once in either convolution.
    assert.ok(slope.every((value) => value === 36));
    assert.equal(tf.memory().numTensors, before.numTensors);
    assert.equal(tf.memory().numDataBuffers, before.numDataBuffers);
  });
});

describe("backend/kernels: the gradient of an embedding", () => {
  for (const backend of ["wasm", "cpu"] as const) {
    it(`adds every slice to the row of its segment, on ${backend}`, async () => {
      const { tf } = await loadBackend(backend);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }), small(3), async (ids, width) => {
          const x = ids.map((_, i) => Array.from({ length: width }, (_, j) => i + 10 * j));
          const expected = Array.from({ length: 5 }, (_, segment) =>
            Array.from({ length: width }, (_, j) => ids.reduce((sum, id, i) => sum + (id === segment ? i + 10 * j : 0), 0)),
          );
          const found = tf.tidy(() => tf.unsortedSegmentSum(tf.tensor2d(x), tf.tensor1d(ids, "int32"), 5).arraySync());
          assert.deepEqual(found, expected);
        }),
        { numRuns: 20 },
      );
      await tf.setBackend("cpu");
    });
  }
});
