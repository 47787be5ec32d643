import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LiveRun } from "../../src/engine/store/store.ts";
import { watchRuns } from "../../src/engine/store/watch.ts";
import { until } from "../support/wait.ts";
import { committed, git, newRun, open, trainOnce } from "./support.ts";

type Watch = (onChange: () => void) => { dispose(): void };

/** Resolves once `watch` has called back after `act`. */
async function notices(watch: Watch, act: () => Promise<unknown> | unknown): Promise<void> {
  let heard = 0;
  const watching = watch(() => {
    heard += 1;
  });
  try {
    await act();
    await until(() => heard > 0);
  } finally {
    watching.dispose();
  }
}

describe("store: watch", function () {
  this.timeout(300_000);

  it("hears of runs that another store began, finished, removed and restored", async () => {
    const root = committed();
    const [mine, other] = [await open(root), await open(root)];
    const run = newRun();
    const watch = (onChange: () => void) => mine.watch(onChange);
    let live: LiveRun | undefined;
    const begin = async () => {
      live = await other.begin(run);
    };
    await notices(watch, begin);
    await notices(watch, () => live?.finish({ ...run, status: "FINISHED" }));
    await notices(watch, () => other.remove(run.id));
    await notices(watch, () => other.restore(run.id));
    await notices(watch, () => git(root, ["update-ref", "-d", `refs/trainyard/runs/${run.id}`]));
    mine.dispose();
  });

  it("hears without file watchers too, by looking", async () => {
    const root = committed();
    const store = await open(root);
    await trainOnce(store);
    const packed = () => git(root, ["pack-refs", "--all"]);
    await notices((onChange) => watchRuns(join(root, ".git"), onChange, 50), packed);
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
    let heard = 0;
    const hear = () => {
      heard += 1;
    };
    watchRuns(join(root, ".git"), hear, 20).dispose();
    const watching = watchRuns(join(root, ".git"), hear, 50);
    await quiet();
    await new Promise((resolve) => setTimeout(resolve, 400));
    watching.dispose();
    assert.equal(heard, 0);
    await trainOnce(store);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(heard, 0);
  });

  it("goes on when the directories come and go", async () => {
    const root = committed();
    const git = join(root, ".git");
    const watch = (onChange: () => void) => watchRuns(git, onChange, 30);
    await notices(watch, () => mkdirSync(join(git, "trainyard", "live"), { recursive: true }));
    await notices(watch, () => rmSync(join(git, "trainyard"), { recursive: true }));
  });
});
