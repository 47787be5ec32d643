import assert from "node:assert/strict";
import type { Store } from "../../src/engine/store/store.ts";
import type { KeptTests } from "../../src/protocol/modeltest.ts";
import type { Run } from "../../src/protocol/run.ts";
import { committed, git, newRun, open, ourRefs, trainOnce, userState } from "./support.ts";

/** One more suite, named by its file, behind those before. */
const adding =
  (run: string, file: string) =>
  (before: KeptTests | null): KeptTests => ({ version: 1, run, suites: [...(before?.suites ?? []), { file, time: 1, results: [] }] });
const files = (tests: KeptTests | null) => tests?.suites.map(({ file }) => file);

describe("tests of a run, in git", () => {
  let root: string;
  let store: Store;
  let run: Run;

  beforeEach(async () => {
    root = committed();
    store = await open(root);
    run = await trainOnce(store);
  });
  afterEach(() => store.dispose());

  it("lie on a ref of their own, in a chain that begins with the run, and touch nothing else", async () => {
    assert.equal(await store.readTests(run.id), null);
    const before = userState(root);
    await store.keepTests(run.name, adding(run.id, "a"));
    await store.keepTests(run.id, adding(run.id, "b"));
    assert.deepEqual(files(await store.readTests(run.name)), ["a", "b"]);
    assert.deepEqual(ourRefs(root), [`refs/trainyard/runs/${run.id}`, `refs/trainyard/tests/${run.id}`]);
    const chain = git(root, ["log", "--format=%H", "-3", `refs/trainyard/tests/${run.id}`])
      .trim()
      .split("\n");
    assert.equal(chain[2], run.commit);
    assert.equal(git(root, ["ls-tree", "--name-only", chain[0] ?? ""]).trim(), "tests.json");
    assert.deepEqual(userState(root), before);
    assert.equal((await store.list()).length, 1, "they are no runs");
  });

  it("of two writers at once are both kept", async () => {
    const other = await open(root);
    const names = Array.from({ length: 4 }, (_, i) => `f${i}`);
    await Promise.all(names.map((name, i) => (i % 2 === 0 ? store : other).keepTests(run.id, adding(run.id, name))));
    assert.deepEqual(files(await store.readTests(run.id))?.sort(), names);
    other.dispose();
  });

  it("are there for a run that was deleted and restored, and not for one that is live", async () => {
    await store.keepTests(run.id, adding(run.id, "a"));
    await store.remove(run.id);
    await store.restore(run.id);
    assert.deepEqual(files(await store.readTests(run.id)), ["a"]);
    const live = newRun();
    await store.begin(live);
    await assert.rejects(store.keepTests(live.id, adding(live.id, "a")), { code: "run-live" });
  });
});
