import assert from "node:assert/strict";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { type Binding, nodeBackend } from "../../src/engine/compile/binding.ts";
import { compileMinimize } from "../../src/engine/compile/replay/compile-minimize.ts";
import { apart } from "./models.ts";
import { type Hand, mse, readingTraining } from "./reading.ts";

describe("values that a compiled loop reads, in native memory", () => {
  let tf: TF;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
  });

  /** Counts native tensors that are there, and lets the calls of graphs through, or not. */
  const watchNative = (mayRun: (fetches: string) => boolean) => {
    const backend = nodeBackend(tf);
    const { binding } = backend;
    const native = { count: 0 };
    const counted = <T>(found: T, by: number): T => {
      native.count += by;
      return found;
    };
    const own: Partial<Binding> = {
      createTensor: (...given) => counted(binding.createTensor(...given), 1),
      deleteTensor: (id) => counted(binding.deleteTensor(id), -1),
      executeOp: (...given) => counted(binding.executeOp(...given), given[3]),
      runSavedModel(...given) {
        if (!mayRun(given[3])) throw new Error("out of luck");
        return counted(binding.runSavedModel(...given), given[3].split(",").length);
      },
    };
    backend.binding = Object.assign(
      Object.fromEntries(Object.getOwnPropertyNames(binding).map((name) => [name, binding[name as never]])),
      own,
    ) as never;
    return { native, restore: () => Object.assign(backend, { binding }) };
  };
  const readInside = ({ optimizer, results, predict }: Hand) => {
    optimizer.minimize(() => {
      const loss = mse(tf, predict());
      results.push(loss.dataSync()[0] as number);
      return loss;
    });
  };

  it("leave nothing in native memory", () => {
    const { native, restore } = watchNative(() => true);
    const { optimizer, variables, step } = readingTraining(tf, readInside);
    const compiled = compileMinimize(tf, optimizer);
    try {
      for (let at = 0; at < 20; at += 1) tf.tidy(() => step(at, []));
      const before = native.count;
      for (let at = 20; at < 220; at += 1) tf.tidy(() => step(at, []));
      assert.equal(native.count, before);
      assert.equal(compiled.steps.compiled.count, 217);
    } finally {
      restore();
    }
    for (const one of [compiled, optimizer, ...variables]) one.dispose();
  });

  it("are right where the native call fails: the step goes on eagerly, and all that come", () => {
    let isOut = false;
    // Neither values of variables nor what ends a whole step: what is read in its middle.
    const { restore } = watchNative((fetches) => !isOut || /^(variable|ran)/.test(fetches));
    const train = (fast: boolean) => {
      const { optimizer, variables, step } = readingTraining(tf, readInside);
      const reasons: string[] = [];
      const compiled = fast ? compileMinimize(tf, optimizer, { onRefused: ({ code }) => reasons.push(code) }) : null;
      const results: number[] = [];
      for (let at = 0; at < 30; at += 1) {
        isOut = at === 20;
        tf.tidy(() => step(at, results));
      }
      const ran = compiled?.steps.compiled.count ?? 0;
      for (const one of [compiled, optimizer, ...variables]) one?.dispose();
      return { results, ran, reasons };
    };
    try {
      const [eager, fast] = [train(false), train(true)];
      assert.ok(fast.ran > 10 && fast.ran < 20, String(fast.ran));
      assert.deepEqual(fast.reasons, ["native"]);
      assert.ok(apart([fast.results], [eager.results]) < 1e-4);
    } finally {
      restore();
    }
  });
});
