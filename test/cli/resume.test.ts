import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../../src/engine/alive.ts";
import { childrenNamed } from "../support/children.ts";
import { startTrainyard, trainyard } from "../support/cli.ts";
import { until } from "../support/wait.ts";
import { git, makeWorkspace, SMALL_EXPERIMENT } from "../support/workspace.ts";

interface Trained {
  run: string;
  status: string;
  resumedFrom: string | null;
  metrics: object;
  series: object;
}

/** Long enough to be broken off before it ends, however late that is noticed. */
const training = { epochs: 300, learningRate: 0.02, batchSize: 16, checkpoint: 0, earlyStopping: { patience: 50 } };
const NETWORK = { ...SMALL_EXPERIMENT, model: { algorithm: "mlp", hidden: [8], dropout: 0.3 }, training };
const TREES = {
  ...SMALL_EXPERIMENT,
  recipe: [],
  model: { algorithm: "gradient-boosted-trees", iterations: 1500, maxLeaves: 4, learningRate: 0.01, subsample: 0.8 },
  training: { checkpoint: 0, earlyStopping: false },
};

/** Trains until the first checkpoint is there, then does what kills it. */
async function broken(folder: string, name: string, kill: (cli: number, engine: number, worker: number) => void): Promise<void> {
  const { child, done } = startTrainyard(folder, ["train", "penguins.experiment.json", "--backend", "cpu", "--name", name, "--json"]);
  const live = join(folder, ".git", "trainyard", "live");
  const saved = () => existsSync(live) && readdirSync(live).some((id) => existsSync(join(live, id, "checkpoint", "state.safetensors")));
  await until(saved);
  const cli = child.pid as number;
  const [engine = 0] = childrenNamed(cli, "engine");
  const [worker = 0] = childrenNamed(engine, "worker");
  assert.ok(engine > 0 && worker > 0, "it was over before it could be killed");
  kill(cli, engine, worker);
  await done;
  await until(() => ![engine, worker].some(isAlive)); // a process that was killed takes a moment to be gone
}

const artifact = (folder: string, run: string, path: string) => git(folder, "rev-parse", `refs/trainyard/runs/${run}:artifacts/${path}`);

for (const [what, experiment, files] of [
  ["a network with dropout and early stopping", NETWORK, ["model/group1-shard1of1.bin", "recipe.json"]],
  ["boosted trees", TREES, ["model/trees.bin", "model/model.json"]],
] as const) {
  describe(`trainyard train --resume: ${what}`, function () {
    this.timeout(300_000);
    const { folder } = makeWorkspace({ experiment });
    let whole: Trained;

    before(async () => {
      whole = (await trainyard(folder, ["train", "penguins.experiment.json", "--backend", "cpu", "--json"])).json<Trained>();
      assert.equal(whole.status, "FINISHED");
    });

    async function resumed(name: string): Promise<Trained> {
      const { stdout, stderr } = await trainyard(folder, ["train", "--resume", name, "--json"]);
      assert.ok(stdout, stderr);
      return JSON.parse(stdout) as Trained;
    }

    function sameAsWhole(found: Trained): void {
      assert.equal(found.status, "FINISHED");
      assert.deepEqual(found.metrics, whole.metrics);
      assert.deepEqual(found.series, whole.series);
      for (const file of files) assert.equal(artifact(folder, found.run, file), artifact(folder, whole.run, file), file);
    }

    it("kill -9 of command, engine and worker: the same end as the unbroken run, bit for bit", async () => {
      await broken(folder, "tree", (cli, engine, worker) => {
        for (const pid of [cli, engine, worker]) process.kill(pid, "SIGKILL");
      });
      const found = await resumed("tree");
      sameAsWhole(found);
      const { status, id } = (await trainyard(folder, ["runs", "show", "tree", "--json"])).json<{ status: string; id: string }>();
      assert.equal(status, "INTERRUPTED");
      assert.equal(found.resumedFrom, id);
    });

    it("kill -9 of the worker alone: a failed run, that is resumed", async () => {
      await broken(folder, "worker", (_cli, _engine, worker) => void process.kill(worker, "SIGKILL"));
      const shown = (await trainyard(folder, ["runs", "show", "worker", "--json"])).json<{ status: string; error: { code: string } }>();
      assert.deepEqual([shown.status, shown.error.code], ["FAILED", "worker-died"]);
      sameAsWhole(await resumed("worker"));
    });

    it("keeps no checkpoint of a run that came to its end, and goes on with none", async () => {
      assert.equal(git(folder, "ls-tree", "--name-only", `refs/trainyard/runs/${whole.run}`).includes("checkpoint"), false);
      const { code, stderr } = await trainyard(folder, ["train", "--resume", whole.run]);
      assert.equal(code, 2);
      assert.match(stderr, /came to its end/);
    });
  });
}

describe("trainyard train --resume, the data and the request", function () {
  this.timeout(300_000);
  const { folder } = makeWorkspace({ experiment: NETWORK });
  const data = join(folder, "penguins.csv");

  before(() => broken(folder, "stopped", (cli) => void process.kill(cli, "SIGINT")));

  it("a run that was stopped by Ctrl-C is resumed after its data have changed: from the copy that git has", async () => {
    const text = readFileSync(data, "utf8");
    writeFileSync(data, text.split("\n").slice(0, -20).join("\n"));
    writeFileSync(join(folder, "penguins.experiment.json"), "{}");
    const found = (await trainyard(folder, ["train", "--resume", "stopped", "--json"])).json<Trained>();
    assert.equal(found.status, "FINISHED");
    writeFileSync(data, text);
  });

  it("says that the data are gone where no copy is left, and what else cannot be resumed", async () => {
    const other = makeWorkspace({ experiment: NETWORK, name: "ignored" });
    writeFileSync(join(other.folder, ".gitignore"), "penguins.csv\n");
    git(other.folder, "rm", "--quiet", "--cached", "penguins.csv");
    git(other.folder, "add", ".gitignore");
    git(other.folder, "commit", "--quiet", "-m", "ignored");
    await broken(other.folder, "one", (cli) => void process.kill(cli, "SIGINT"));
    rmSync(join(other.folder, "penguins.csv"));
    const gone = await trainyard(other.folder, ["train", "--resume", "one"]);
    assert.equal(gone.code, 2);
    assert.match(gone.stderr, /penguins\.csv is missing or no longer holds/);
    const asked = await Promise.all([
      trainyard(folder, ["train"]),
      trainyard(folder, ["train", "--resume", "stopped", "--seed", "3"]),
      trainyard(folder, ["train", "penguins.experiment.json", "--resume", "stopped"]),
      trainyard(folder, ["train", "--resume", "nobody"]),
    ]);
    assert.deepEqual(
      asked.map(({ code }) => code),
      [2, 2, 2, 2],
    );
  });
});
