import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../src/engine/alive.ts";
import type { Contract } from "../../src/protocol/contract.ts";
import { type Child, startChild } from "../../src/protocol/process/child.ts";
import type { RunSnapshot } from "../../src/protocol/run.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { childNamed, childrenOf } from "../support/children.ts";
import { startTrainyard, trainyard } from "../support/cli.ts";
import { DIST } from "../support/paths.ts";
import { until } from "../support/wait.ts";
import { fingerprint, makeWorkspace, SMALL_EXPERIMENT } from "../support/workspace.ts";

const ENDLESS = { ...SMALL_EXPERIMENT, training: { ...SMALL_EXPERIMENT.training, epochs: 1_000_000 } };

const engines: Child<Contract>[] = [];
async function startEngine(): Promise<Child<Contract>> {
  const engine = await startChild<Contract>({ module: join(DIST, "engine.cjs"), name: "engine" });
  engines.push(engine);
  return engine;
}

/** Resolves with the first snapshot that satisfies `test`. */
const snapshotWhere = (engine: Child<Contract>, test: (snapshot: RunSnapshot) => boolean) =>
  new Promise<RunSnapshot>((resolve) => engine.client.on("run/changed", (snapshot) => test(snapshot) && resolve(snapshot)));

describe("engine and workers", function () {
  this.timeout(300_000);
  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.stop(5000)));
  });

  it("answers start at once, reports epochs live, and keeps the run", async () => {
    const { folder, experiment } = makeWorkspace();
    const engine = await startEngine();
    const live = snapshotWhere(engine, ({ epoch, run }) => epoch > 0 && run.status === "RUNNING");
    const { id } = await engine.client.request("run/start", { folder, file: experiment, backend: "cpu" });
    const { run, epochs } = await live;
    assert.equal(run.id, id);
    assert.equal(epochs, 8);
    const kept = await engine.client.request("run/wait", { folder, run: id });
    assert.equal(kept.status, "FINISHED");
    assert.equal(kept.metrics.val_loss?.steps, 8);
    assert.equal(kept.headline?.metric.includes("acc"), true);
    const { series } = await engine.client.request("run/curve", { folder, runs: [id], metrics: ["loss"] });
    assert.deepEqual(series[0]?.steps, [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("a stopped run is KILLED, evaluated with its best weights, and its worker is gone", async () => {
    const { folder, experiment } = makeWorkspace({ experiment: ENDLESS });
    const engine = await startEngine();
    const started = snapshotWhere(engine, ({ epoch }) => epoch >= 2);
    const { id } = await engine.client.request("run/start", { folder, file: experiment, backend: "cpu" });
    await started;
    await engine.client.request("run/stop", { folder, run: id });
    const run = await engine.client.request("run/wait", { folder, run: id });
    assert.equal(run.status, "KILLED");
    assert.ok((run.scores.test?.accuracy ?? 0) > 0.3);
    await until(() => childrenOf(engine.pid).length === 0);
  });

  it("a killed worker costs its run only: FAILED, with what it had logged, and the engine goes on", async () => {
    const { folder, experiment } = makeWorkspace({ experiment: ENDLESS });
    const engine = await startEngine();
    const started = snapshotWhere(engine, ({ epoch }) => epoch >= 2);
    const { id } = await engine.client.request("run/start", { folder, file: experiment, backend: "cpu" });
    await started;
    const worker = await childNamed(engine.pid, "worker");
    process.kill(worker, "SIGKILL");
    const run = await engine.client.request("run/wait", { folder, run: id });
    assert.equal(run.status, "FAILED");
    assert.equal(run.error?.code, "worker-died");
    assert.ok((run.metrics.loss?.steps ?? 0) >= 2);
    assert.equal((await engine.client.request("run/list", { folder })).length, 1);
  });

  it("a killed engine takes its worker along; the next one keeps the run as INTERRUPTED, once", async () => {
    const { folder, experiment } = makeWorkspace({ experiment: ENDLESS });
    const before = fingerprint(folder);
    const engine = await startEngine();
    const started = snapshotWhere(engine, ({ epoch }) => epoch >= 2);
    const { id } = await engine.client.request("run/start", { folder, file: experiment, backend: "cpu" });
    await started;
    const worker = await childNamed(engine.pid, "worker");
    process.kill(engine.pid, "SIGKILL");
    await until(() => !isAlive(worker));
    const [one, two] = await Promise.all([startEngine(), startEngine()]);
    const lists = await Promise.all([one, two].map((next) => next?.client.request("run/list", { folder })));
    await until(async () => (await two?.client.request("run/list", { folder }))?.[0]?.status === "INTERRUPTED");
    for (const list of lists)
      assert.deepEqual(
        list?.map((run) => run.id),
        [id],
      );
    const run = await one?.client.request("run/show", { folder, run: id });
    assert.equal(run?.status, "INTERRUPTED");
    assert.ok((run?.metrics.loss?.steps ?? 0) >= 2);
    assert.equal(fingerprint(folder), before);
    await until(() => !readdirSync(tmpdir()).includes(`trainyard-${engine.pid}`));
  });

  it("two windows on one folder see each other's runs, live and kept", async () => {
    const { folder, experiment } = makeWorkspace({ experiment: ENDLESS });
    const mine = await startEngine();
    const other = await startEngine();
    const started = snapshotWhere(mine, ({ epoch }) => epoch >= 2);
    const { id } = await mine.client.request("run/start", { folder, file: experiment, backend: "cpu" });
    await started;
    const [seen] = await other.client.request("run/list", { folder });
    assert.equal(seen?.id, id);
    assert.equal(seen?.status, "RUNNING");
    await assert.rejects(other.client.request("run/stop", { folder, run: id }), (error) => TrainyardError.is(error, "run-not-here"));
    const noticed = new Promise<void>((resolve) => other.client.on("runs/changed", () => resolve()));
    await mine.client.request("run/stop", { folder, run: id });
    await mine.client.request("run/wait", { folder, run: id });
    await noticed;
    await until(async () => (await other.client.request("run/list", { folder }))[0]?.status === "KILLED");
  });

  for (const [what, signal] of [
    ["Ctrl-C", "SIGINT"],
    ["SIGTERM to all of its processes", "SIGTERM"],
  ] as const)
    it(`${what} stops a training, keeps it, and leaves nothing running`, async () => {
      const { folder, experiment } = makeWorkspace({ experiment: ENDLESS });
      const { child, done } = startTrainyard(folder, ["train", experiment, "--backend", "cpu", "--json"]);
      await until(
        async () =>
          (await trainyard(folder, ["runs", "--json"]))
            .json<{ metrics: object }[]>()
            .some(({ metrics }) => Object.keys(metrics).length > 0),
        30_000,
      );
      const engine = await childNamed(child.pid as number, "engine");
      const worker = await childNamed(engine, "worker");
      for (const pid of [worker, engine, child.pid as number]) process.kill(pid, signal);
      const result = await done;
      assert.equal(result.code, 1);
      assert.equal(result.json<{ status: string }>().status, "KILLED");
      await until(() => !isAlive(engine));
    });

  it("a training that meets NaN says so and is kept as FAILED", async () => {
    const { folder, experiment } = makeWorkspace({
      experiment: { ...SMALL_EXPERIMENT, training: { ...SMALL_EXPERIMENT.training, optimizer: "sgd", learningRate: 1e30 } },
    });
    const result = await trainyard(folder, ["train", experiment, "--backend", "cpu", "--json"]);
    assert.equal(result.code, 1);
    assert.equal(result.json<{ status: string }>().status, "FAILED");
    assert.match(result.stderr, /learningRate/);
  });

  it("a request of another shape is refused at the door", async () => {
    const engine = await startEngine();
    await assert.rejects(engine.client.request("run/list", { folder: "relative" }), (error) => TrainyardError.is(error, "bad-request"));
    await assert.rejects(engine.client.request("run/show", { folder: "/" } as never), (error) => TrainyardError.is(error, "bad-request"));
  });

  it("a script that never ends is ended, with its output kept", async () => {
    const { folder } = makeWorkspace();
    writeFileSync(join(folder, "endless.js"), 'console.log("before the loop"); for (;;);');
    const engine = await startEngine();
    const { id } = await engine.client.request("run/start", { folder, file: "endless.js", backend: "cpu" });
    const worker = await childNamed(engine.pid, "worker");
    const output = join(folder, ".git", "trainyard", "live", id, "output.txt");
    await until(() => existsSync(output) && readFileSync(output, "utf8").includes("before the loop"));
    await engine.client.request("run/stop", { folder, run: id });
    const run = await engine.client.request("run/wait", { folder, run: id });
    assert.equal(run.status, "KILLED");
    assert.ok(run.artifacts.some(({ path }) => path === "output.txt"));
    await until(() => !isAlive(worker));
  });
});
