import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LiveRun } from "../../src/engine/store/store.ts";
import { watchRuns } from "../../src/engine/store/watch.ts";
import { committed, git, newRun, open, trainOnce } from "./support.ts";

/** Resolves with how long it took until `watched` called back. */
async function notice(
  watch: (onChange: () => void) => { dispose(): void },
  act: () => Promise<unknown> | unknown,
  within = 3000,
): Promise<boolean> {
  let heard = 0;
  const watching = watch(() => {
    heard += 1;
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await act();
    for (let waited = 0; heard === 0 && waited < within; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
    return heard > 0;
  } finally {
    watching.dispose();
  }
}

describe("store: watch", function () {
  this.timeout(30_000);

  it("hears of runs that another store began, finished, removed and restored", async () => {
    const root = committed();
    const [mine, other] = [await open(root), await open(root)];
    const run = newRun();
    const watch = (onChange: () => void) => mine.watch(onChange);
    let live: LiveRun | undefined;
    const begin = async () => {
      live = await other.begin(run);
    };
    assert.ok(await notice(watch, begin));
    assert.ok(await notice(watch, () => live?.finish({ ...run, status: "FINISHED" })));
    assert.ok(await notice(watch, () => other.remove(run.id)));
    assert.ok(await notice(watch, () => other.restore(run.id)));
    assert.ok(await notice(watch, () => git(root, ["update-ref", "-d", `refs/trainyard/runs/${run.id}`])));
    mine.dispose();
  });

  it("hears without file watchers too, by looking", async () => {
    const root = committed();
    const store = await open(root);
    await trainOnce(store);
    const packed = () => git(root, ["pack-refs", "--all"]);
    assert.ok(await notice((onChange) => watchRuns(join(root, ".git"), onChange, 50), packed));
  });

  it("stays quiet when nothing of ours changes, and after it was disposed of", async () => {
    const root = committed();
    const store = await open(root);
    await trainOnce(store);
    const quiet = async () => {
      writeFileSync(join(root, "train.ts"), "changed");
      git(root, ["commit", "--quiet", "-am", "second"]);
      await store.list();
    };
    assert.equal(await notice((onChange) => watchRuns(join(root, ".git"), onChange, 50), quiet, 400), false);
    let heard = false;
    watchRuns(
      join(root, ".git"),
      () => {
        heard = true;
      },
      20,
    ).dispose();
    await trainOnce(store);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(heard, false);
  });

  it("goes on when the directories come and go", async () => {
    const root = committed();
    const git = join(root, ".git");
    const watch = (onChange: () => void) => watchRuns(git, onChange, 30);
    assert.ok(await notice(watch, () => mkdirSync(join(git, "trainyard", "live"), { recursive: true })));
    assert.ok(await notice(watch, () => rmSync(join(git, "trainyard"), { recursive: true })));
  });
});
