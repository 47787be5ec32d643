import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { backendState } from "../../src/engine/backend/load.ts";
import { BACKENDS, type BackendName } from "../../src/protocol/backend.ts";
import type { TwentySteps } from "./twenty-steps.ts";

const here = dirname(fileURLToPath(import.meta.url));

/** Twenty steps in a process of their own: copies of TensorFlow.js in one process share an engine. */
async function twentySteps(backend: BackendName, model: object): Promise<TwentySteps> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(here, "twenty-steps.js"), backend, JSON.stringify(model)], {
    timeout: 240_000,
  });
  return JSON.parse(stdout.slice(stdout.indexOf("{"))) as TwentySteps;
}

const MODELS = {
  mlp: { algorithm: "mlp", hidden: [16, 8] },
  "mlp with dropout, batch normalisation and penalties": {
    algorithm: "mlp",
    hidden: [16, 8],
    dropout: 0.2,
    batchNormalization: true,
    l1: 1e-4,
    l2: 1e-3,
  },
  "mlp with gelu": { algorithm: "mlp", hidden: [8], activation: "gelu" },
  linear: { algorithm: "mlp", hidden: [] },
};

const { available } = await backendState("auto");

describe("the same seed on each backend", () => {
  for (const { name, problem } of available) {
    it(`${name}: the very same weights, in another process too${problem === null ? "" : ` (skipped: ${problem})`}`, async function () {
      if (problem !== null) this.skip();
      const model = { algorithm: "mlp", hidden: [8], dropout: 0.3 };
      const [one, two] = [await twentySteps(name, model), await twentySteps(name, model)];
      assert.deepEqual(one, two);
    });
  }
});

describe("one training on every backend", () => {
  for (const [name, model] of Object.entries(MODELS)) {
    let expected: Promise<TwentySteps> | undefined;
    for (const backend of BACKENDS.filter((one) => one !== "cpu")) {
      const problem = available.find((state) => state.name === backend)?.problem ?? null;
      it(`${name}: ${backend} has cpu's weights after 20 steps${problem === null ? "" : ` (skipped: ${problem})`}`, async function () {
        if (problem !== null) this.skip();
        expected ??= twentySteps("cpu", model);
        const [cpu, other] = [await expected, await twentySteps(backend, model)];
        assert.deepEqual(other.first, cpu.first, "initial weights come from the seed alone");
        assert.ok(Math.max(...cpu.last.map((weight, i) => Math.abs(weight - (cpu.first[i] as number)))) > 0.05, "nothing was learnt");
        const apart = Math.max(...cpu.last.map((weight, i) => Math.abs(weight - (other.last[i] as number))));
        assert.ok(apart <= 1e-4, `weights are ${apart} apart`);
        assert.ok(Math.abs((cpu.loss ?? 1) - (other.loss ?? 2)) <= 1e-4);
      });
    }
  }
});
