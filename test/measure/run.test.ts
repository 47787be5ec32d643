import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../src/protocol/run.ts";
import { startTrainyard, trainyard } from "../support/cli.ts";
import { tempDir } from "../support/temp.ts";
import { until } from "../support/wait.ts";
import { makeWorkspace, SMALL_EXPERIMENT } from "../support/workspace.ts";

const ENDLESS = { ...SMALL_EXPERIMENT, report: { explain: false }, training: { epochs: 1_000_000, earlyStopping: false, checkpoint: 0 } };

const show = async (folder: string, run: string): Promise<Run> => (await trainyard(folder, ["runs", "show", run, "--json"])).json<Run>();

describe("a run on the fastest backend", function () {
  this.timeout(300_000);

  it("measures once, says what it found, and goes by it the next time", async () => {
    const { folder, experiment } = makeWorkspace({ experiment: ENDLESS });
    const cache = tempDir();
    const env = { TRAINYARD_MEASURE: "on", XDG_CACHE_HOME: cache, LOCALAPPDATA: cache };
    const backends: NonNullable<Run["backend"]>[] = [];
    for (const name of ["first", "second"]) {
      await brokenOff(folder, [experiment, "--backend", "tensorflow", "--name", name], env);
      const { backend } = await show(folder, name);
      assert.ok(backend);
      backends.push({ ...backend, measured: (backend.measured ?? []).map(({ disturbed: _, ...figure }) => figure) });
      asOnQuietMachine(join(cache, "trainyard", "paces"));
    }
    const [first, second] = backends;
    assert.match(first?.reason ?? "", /^Measured with this network: /);
    assert.match(second?.reason ?? "", /^Measured before on this machine: /);
    assert.deepEqual({ ...second, reason: "" }, { ...first, reason: "" });
    assert.ok((first?.measured ?? []).some(({ step }) => step !== null && step > 0));
  });

  it("that is gone on with has the threads it had", async () => {
    const { folder, experiment } = makeWorkspace({ experiment: ENDLESS });
    await brokenOff(folder, [experiment, "--name", "begun", "--backend", "tensorflow", "--threads", "3"]);
    await brokenOff(folder, ["--resume", "begun", "--name", "resumed"]);
    for (const run of ["begun", "resumed"]) {
      const { backend } = await show(folder, run);
      assert.deepEqual([backend?.name, backend?.threads], ["tensorflow", 3]);
    }
  });
});

/** What was measured while other tests ran would be measured again. */
function asOnQuietMachine(directory: string): void {
  for (const name of readdirSync(directory)) {
    const file = join(directory, name);
    writeFileSync(file, readFileSync(file, "utf8").replace(/,"disturbed":\d+/g, ""));
  }
}

/** Trains until there is a backend and a checkpoint, then stops it. */
async function brokenOff(folder: string, args: string[], env: Record<string, string> = {}): Promise<void> {
  const live = join(folder, ".git", "trainyard", "live");
  const has = (...path: string[]) => {
    try {
      return readFileSync(join(live, ...path), "utf8");
    } catch {
      return "";
    }
  };
  const begun = (id: string) => has(id, "run.json").includes('"threads"') && has(id, "checkpoint", "state.safetensors") !== "";
  const { child, done } = startTrainyard(folder, ["train", ...args], env);
  await until(() => existsSync(live) && readdirSync(live).some(begun), 120_000);
  child.kill("SIGINT");
  await done;
}
