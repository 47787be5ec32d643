import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { STEPS } from "../../src/engine/store/steps.ts";
import { groupOf } from "../support/children.ts";
import { tempDir } from "../support/temp.ts";
import { until } from "../support/wait.ts";
import { committed, git, open, ourRefs, trainOnce, userState, write } from "./support.ts";

const VICTIM = fileURLToPath(new URL("./victim.js", import.meta.url));

interface Ended {
  signal: string | null;
  code: number | null;
  said: Record<string, unknown>[];
}

async function run(root: string, what: string, step = "", id = "", killAfter?: number): Promise<Ended> {
  // A group of its own: what git was doing for a process that was killed goes on a moment longer.
  const child = fork(VICTIM, [root, what, step, id], { stdio: ["ignore", "ignore", "inherit", "ipc"], detached: true });
  const said: Record<string, unknown>[] = [];
  child.on("message", (message) => said.push(message as Record<string, unknown>));
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
  // what it said last may be read after it has ended
  const [ended] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  const [code, signal] = ended as [number | null, string | null];
  clearTimeout(timer);
  await until(() => groupOf(child.pid as number).length === 0);
  return { code, signal, said };
}

/** None, too, where a process was killed before it began a run. */
function liveNames(root: string): string[] {
  const live = join(root, ".git", "trainyard", "live");
  return existsSync(live) ? readdirSync(live) : [];
}

/** After recovery: nothing half-done anywhere, and nothing of the user's moved. */
function assertTidy(root: string, before: Record<string, string>): void {
  assert.deepEqual(liveNames(root), []);
  assert.deepEqual(
    ourRefs(root).filter((ref) => ref.includes("/live/")),
    [],
  );
  assert.deepEqual(userState(root), before);
  assert.equal(git(root, ["fsck", "--strict"]).replace(/^dangling.*\n/gm, ""), "");
}

describe("store: killed at each point", function () {
  this.timeout(300_000);

  const nothingYet = new Set<string>(["begin/staging-made", "begin/snapshot-taken"]);
  const keptAlready = new Set<string>(["finish/ref-written", "finish/directory-removed"]);
  const trainingSteps = [...STEPS.filter((step) => /^(begin|finish)\//.test(step)), "training"];

  for (const step of trainingSteps) {
    it(`training, at ${step}`, async () => {
      const root = committed({ "train.ts": "1" });
      write(root, { "train.ts": "2", "big.csv": Buffer.alloc(4000, 1) });
      const before = userState(root);
      assert.equal((await run(root, "train", step)).signal, "SIGKILL");
      assert.deepEqual(userState(root), before);

      const store = await open(root);
      const beforeRecovery = (await store.list()).map(({ status }) => status);
      const early = step.startsWith("begin/") || step === "training";
      const expected = nothingYet.has(step) ? [] : [early ? "INTERRUPTED" : "FINISHED"];
      assert.deepEqual(beforeRecovery, expected);
      assert.equal((await store.recover()).length, nothingYet.has(step) || keptAlready.has(step) ? 0 : 1);
      const after = await store.list();
      assert.deepEqual(
        after.map(({ status }) => status),
        expected,
      );
      assert.deepEqual(await store.recover(), []);
      assertTidy(root, before);

      const [kept] = after;
      if (!kept) return;
      assert.equal(git(root, ["show", `${kept.commit}:source/train.ts`]), "2");
      if (step.startsWith("begin/")) return;
      assert.deepEqual(kept.metrics.val_acc, { last: 0.8, best: 0.9, bestStep: 2, steps: 3, direction: "max" });
      assert.equal(kept.params.epochs, 3);
      assert.equal((await store.readArtifact(kept.id, "weights.bin")).length, 5000);
      assert.equal((await store.metricLines(kept.id)).length, 6);
    });
  }

  it("removing and restoring", async () => {
    const root = committed();
    const store = await open(root);
    const { id } = await trainOnce(store);
    const before = userState(root);
    await run(root, "remove", "remove/ref-moved", id);
    assert.deepEqual([(await store.list()).length, (await store.list({ deleted: true })).length], [0, 1]);
    await run(root, "restore", "restore/ref-moved", id);
    assert.deepEqual([(await store.list()).length, (await store.list({ deleted: true })).length], [1, 0]);
    assertTidy(root, before);
  });

  it("extracting: the directory is whole or absent", async () => {
    const root = join(tempDir(), "repository");
    committed({ "train.ts": "1" }, { at: root });
    const { id } = await trainOnce(await open(root));
    await run(root, "extract", "extract/files-written", id);
    assert.equal(existsSync(join(root, "..", "extracted")), false);
  });

  it("between a directory's making and its owner's file, or while it is removed", async () => {
    const root = committed();
    const before = userState(root);
    const child = fork(VICTIM, [root, "stage-unowned"], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    await once(child, "message");
    const store = await open(root);
    await store.recover();
    assert.equal(liveNames(root).length, 1, "its maker may still be about to write the owner's file");
    child.kill("SIGKILL");
    await once(child, "exit");
    await store.recover();
    assertTidy(root, before);
  });

  it("at any moment: what was reported as kept is there", async () => {
    const root = committed();
    const before = userState(root);
    const reported: string[] = [];
    for (const [i, delay] of [700, 900, 1100, 1300].entries()) {
      const { said } = await run(root, "train-for-ever", "", "", delay + i);
      reported.push(...said.map(({ kept }) => String(kept)));
      const store = await open(root);
      await store.recover();
      const ids = (await store.list()).map(({ id }) => id);
      assert.deepEqual(
        reported.filter((id) => !ids.includes(id)),
        [],
      );
      assertTidy(root, before);
    }
  });
});

describe("store: several processes at once", function () {
  this.timeout(300_000);

  it("two writers lose nothing", async () => {
    const root = committed();
    const before = userState(root);
    const ended = await Promise.all([run(root, "train-five"), run(root, "train-five")]);
    const kept = ended.flatMap(({ said }) => said.map((one) => String(one.kept))).sort();
    assert.equal(kept.length, 10);
    assert.deepEqual((await (await open(root)).list()).map(({ id }) => id).sort(), kept);
    assertTidy(root, before);
  });

  it("two recoverers make one run", async () => {
    for (let i = 0; i < 3; i += 1) {
      const root = committed();
      const before = userState(root);
      await run(root, "train", "training");
      const recovered = await Promise.all([run(root, "recover"), run(root, "recover")]);
      assert.deepEqual(
        recovered.map(({ code }) => code),
        [0, 0],
      );
      const count = recovered.flatMap(({ said }) => said.map((one) => Number(one.recovered))).reduce((a, b) => a + b, 0);
      const store = await open(root);
      await store.recover(); // one of them may have found the other at it
      assert.ok(count <= 1);
      assert.deepEqual(
        (await store.list()).map(({ status }) => status),
        ["INTERRUPTED"],
      );
      assertTidy(root, before);
    }
  });

  it("the user's own git at the same time", async () => {
    const root = committed();
    const training = run(root, "train-five");
    for (let i = 0; i < 10; i += 1) {
      write(root, { [`file-${i}.ts`]: String(i) });
      git(root, ["add", "-A"]);
      git(root, ["commit", "--quiet", "-m", `commit ${i}`]);
      if (i % 4 === 0) git(root, ["gc", "--quiet"]);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal((await training).said.length, 5);
    assert.equal(git(root, ["rev-list", "--count", "HEAD"]).trim(), "11");
    assert.equal((await (await open(root)).list()).length, 5);
    assert.equal(git(root, ["fsck", "--strict"]).replace(/^dangling.*\n/gm, ""), "");
  });
});
