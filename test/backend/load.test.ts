import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { backendState, type loadBackend } from "../../src/engine/backend/load.ts";
import { TFJS_VERSION } from "../../src/engine/backend/version.ts";
import { BACKENDS, type Backend, type BackendName } from "../../src/protocol/backend.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { DIST, ROOT } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

const CHILD = join(dirname(fileURLToPath(import.meta.url)), "training-child.js");

interface Trained {
  backend: Backend;
  used: string;
  weights: number[][];
  stdout: string;
  stderr: string;
}

function train(name: BackendName): Trained {
  const { stdout, stderr } = spawnSync(process.execPath, [CHILD, name], { encoding: "utf8", timeout: 240_000 });
  return { ...JSON.parse(stdout), stdout, stderr };
}

describe("backend/load", () => {
  it("says which backend auto means, why, and what else there is", async () => {
    const { chosen, available } = await backendState("auto");
    assert.deepEqual(
      available.map(({ name }) => name),
      [...BACKENDS],
    );
    const working = available.filter(({ version }) => version !== null);
    assert.equal(chosen.name, working[0]?.name);
    assert.equal(chosen.version, working[0]?.version);
    assert.match(chosen.reason, /\.$/);
    for (const { version, problem } of available) assert.equal(version === null, problem !== null);
  });

  it("has the version of TensorFlow.js that package.json asks for", () => {
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    const versions = Object.entries({ ...dependencies, ...optionalDependencies }).filter(([name]) => name.startsWith("@tensorflow/"));
    assert.ok(versions.length >= 6);
    for (const [name, version] of versions) assert.equal(version, TFJS_VERSION, name);
  });

  describe("a CNN after the same twenty steps", function () {
    this.timeout(300_000);
    let cpu: Trained;
    before(() => {
      cpu = train("cpu");
    });

    for (const name of ["wasm", "tensorflow"] as const) {
      it(`has the same weights on ${name} as on cpu`, async function () {
        if (!(await backendState("auto")).available.find((one) => one.name === name)?.version) this.skip();
        const other = train(name);
        assert.equal(other.used, name);
        assert.equal(other.backend.name, name);
        const difference = Math.max(
          ...cpu.weights.flatMap((weights, i) => weights.map((w, j) => Math.abs(w - (other.weights[i]?.[j] ?? Number.NaN)))),
        );
        assert.ok(difference < 1e-4, `largest difference ${difference}`);
      });

      it(`${name} prints nothing of its own`, async function () {
        if (!(await backendState("auto")).available.find((one) => one.name === name)?.version) this.skip();
        const { stdout, stderr } = train(name);
        assert.equal(stdout.trim().split("\n").length, 1);
        assert.equal(stderr, "");
      });
    }

    it("cpu prints nothing of its own", () => {
      assert.equal(cpu.stdout.trim().split("\n").length, 1);
      assert.equal(cpu.stderr, "");
    });
  });

  describe("where tfjs-node is not installed", () => {
    let elsewhere: { backendState: typeof backendState; loadBackend: typeof loadBackend };
    before(async () => {
      const dir = tempDir();
      cpSync(join(DIST, "tf.cjs"), join(dir, "tf.cjs"));
      cpSync(join(DIST, "wasm"), join(dir, "wasm"), { recursive: true });
      const outfile = join(dir, "load.mjs");
      await build({
        entryPoints: [join(ROOT, "src/engine/backend/load.ts")],
        outfile,
        bundle: true,
        platform: "node",
        format: "esm",
        logLevel: "error",
      });
      elsewhere = await import(outfile);
    });

    it("auto takes wasm and says why", async () => {
      const { chosen, available } = await elsewhere.backendState("auto");
      assert.equal(chosen.name, "wasm");
      assert.match(chosen.reason, /Native TensorFlow is not installed\..*wasm/);
      assert.deepEqual(available[0], { name: "tensorflow", version: null, problem: "Native TensorFlow is not installed." });
    });

    it("asking for tensorflow is an error with the remedy", async () => {
      for (const ask of [elsewhere.loadBackend, elsewhere.backendState]) {
        await assert.rejects(ask("tensorflow"), (error: TrainyardError) => {
          assert.equal(error.facts.code, "backend-missing");
          assert.match(error.facts.remedy, /npm run tensorflow/);
          return true;
        });
      }
    });
  });
});
