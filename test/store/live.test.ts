import assert from "node:assert/strict";
import { appendFileSync, existsSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Journal } from "../../src/protocol/journal.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { committed, failOnce, git, logEpochs, newRun, open, ourRefs, trainOnce, userState, write } from "./support.ts";

const code = (wanted: string) => (error: unknown) => TrainyardError.is(error, wanted);
const liveDir = (root: string, ...rest: string[]) => join(root, ".git", "trainyard", "live", ...rest);

describe("store: a run from begin to end", () => {
  it("is RUNNING with its newest figures while it lives, in every window, and a commit afterwards", async () => {
    const root = committed();
    write(root, { "train.ts": "2" });
    const before = userState(root);
    const [mine, other] = [await open(root), await open(root)];
    const run = newRun();
    const live = await mine.begin(run);
    assert.deepEqual(
      [live.run.code.branch, live.run.code.dirty, live.run.code.head],
      ["main", true, git(root, ["rev-parse", "HEAD"]).trim()],
    );
    assert.equal((await other.list())[0]?.status, "RUNNING");

    const journal = new Journal(live.directory);
    journal.metrics({ val_acc: 0.5 }, 1);
    assert.equal((await other.list())[0]?.metrics.val_acc?.last, 0.5);
    journal.metrics({ val_acc: 0.7 }, 2);
    appendFileSync(join(live.directory, "metrics.jsonl"), '{"key":"val_acc","val');
    journal.params({ lr: 0.5, batch: 8 });
    assert.deepEqual((await other.list())[0]?.metrics.val_acc, { last: 0.7, best: 0.7, bestStep: 2, steps: 2, direction: "max" });
    assert.deepEqual((await other.list())[0]?.headline, { metric: "val_acc", value: 0.7, direction: "max" });
    assert.deepEqual((await other.show(run.name)).params, { ...run.params, lr: 0.5, batch: 8 });
    assert.equal((await other.metricLines(run.id)).length, 2);
    assert.deepEqual([live.metrics().val_acc?.last, live.params()], [0.7, { lr: 0.5, batch: 8 }]);
    await assert.rejects(other.remove(run.id), code("run-live"));
    await assert.rejects(other.extractArtifacts(run.id, join(root, "x")), code("run-live"));
    write(live.directory, { "artifacts/note.txt": "hello", "output.txt": "epoch 1\n" });
    assert.equal(String(await other.readArtifact(run.id, "note.txt")), "hello");
    assert.equal(String(await other.readArtifact(run.id, "output.txt")), "epoch 1\n");
    await assert.rejects(other.readArtifact(run.id, "nothing"), code("artifact-missing"));
    assert.deepEqual(await other.recover(), []);
    journal.close();

    const kept = await live.finish({ ...run, status: "FINISHED" });
    assert.equal(existsSync(live.directory), false);
    assert.deepEqual(ourRefs(root), [`refs/trainyard/runs/${run.id}`]);
    assert.deepEqual(await other.list(), await mine.list());
    assert.deepEqual(await other.show(run.id), kept);
    assert.deepEqual(kept.code, { ...live.run.code });
    assert.deepEqual(kept.params, { lr: 0.01, batch: 8, optimizer: "adam", units: 64 });
    assert.deepEqual(kept.artifacts, [
      { path: "note.txt", bytes: 5 },
      { path: "output.txt", bytes: 8 },
    ]);
    assert.equal(String(await other.readArtifact(run.id, "output.txt")), "epoch 1\n");
    assert.equal((await other.metricLines(run.id)).length, 2);
    assert.deepEqual(userState(root), before);
  });

  it("can be read at every moment, that of being kept too", async () => {
    const root = committed();
    const [mine, other] = [await open(root), await open(root)];
    for (let round = 0; round < 5; round += 1) {
      const run = newRun();
      const live = await mine.begin(run);
      logEpochs(live.directory);
      write(live.directory, { "artifacts/note.txt": "hello" });
      let kept = false;
      const keeping = live.finish({ ...run, status: "FINISHED" }).finally(() => {
        kept = true;
      });
      const watch = async (read: () => Promise<void>) => {
        while (!kept) await read();
      };
      await Promise.all([
        watch(async () => assert.equal((await other.show(run.id)).metrics.val_acc?.steps, 3)),
        watch(async () => assert.equal((await other.metricLines(run.id)).length, 6)),
        watch(async () => assert.equal(String(await other.readArtifact(run.id, "note.txt")), "hello")),
        keeping,
      ]);
    }
  });

  it("can be changed while it lives, and forgotten", async () => {
    const root = committed();
    const store = await open(root);
    const run = newRun();
    const live = await store.begin(run);
    await live.save({ ...live.run, seed: 7 });
    assert.equal((await store.show(run.id)).seed, 7);
    await live.discard();
    assert.deepEqual([await store.list(), ourRefs(root), readdirSync(liveDir(root))], [[], [], []]);
  });

  it("keeps a failed run with its error and a run that logged nothing", async () => {
    const store = await open(committed());
    const run = newRun({ params: {} });
    const error = { code: "worker-died", kind: "failure" as const, message: "The worker\nended.", remedy: "Try again." };
    const kept = await (await store.begin(run)).finish({ ...run, status: "FAILED", error });
    assert.deepEqual([kept.metrics, kept.headline, kept.artifacts, await store.metricLines(run.id)], [{}, null, [], []]);
    assert.deepEqual((await store.list())[0]?.error, error);
  });

  it("keeps large files once, as pointers, and small ones byte for byte, whatever git's settings say", async () => {
    const root = committed({ "train.ts": "1", ".gitattributes": "* text=auto\n" });
    git(root, ["config", "core.autocrlf", "input"]);
    write(root, { ".git/info/attributes": "* text\n" });
    const store = await open(root);
    const large = Buffer.alloc(1 << 20, "x\r\n");
    const names = {
      "a b/é.txt": "one\r\ntwo\r\n",
      'odd"\n name': "x",
      "-n": "y",
      "deep/er/and/deeper/x": "z",
      "large.bin": large,
      "twin.bin": large,
      empty: "",
    };
    const run = await trainOnce(store, {}, names);
    for (const [path, content] of Object.entries(names))
      assert.deepEqual(await store.readArtifact(run.id, path), Buffer.from(content), path);
    assert.equal(
      readdirSync(join(root, ".git", "lfs", "objects"), { recursive: true }).filter((name) => String(name).length > 60).length,
      1,
    );
    assert.match(git(root, ["lfs", "fsck", run.commit as string]), /OK/);
    assert.equal(git(root, ["fsck", "--strict"]).replace(/^dangling.*\n/gm, ""), "");
  });

  it("keeps large files where lfs.storage says", async () => {
    const root = committed();
    git(root, ["config", "lfs.storage", "elsewhere"]);
    const store = await open(root, { limits: { largeFileBytes: 10 } });
    const run = await trainOnce(store, {}, { "model.bin": "more than ten bytes" });
    assert.ok(existsSync(join(root, ".git", "elsewhere", "objects")));
    assert.equal(String(await store.readArtifact(run.id, "model.bin")), "more than ten bytes");
  });

  it("leaves out of the artifacts what git cannot hold", async () => {
    const root = committed();
    const store = await open(root);
    const run = newRun();
    const live = await store.begin(run);
    write(live.directory, { "artifacts/.git/config": "x", "artifacts/ok.txt": "ok" });
    symlinkSync("ok.txt", join(live.directory, "artifacts", "link"));
    symlinkSync("nowhere", join(live.directory, "artifacts", "broken"));
    const kept = await live.finish({ ...run, status: "FINISHED" });
    assert.deepEqual(
      kept.artifacts.map(({ path }) => path),
      ["link", "ok.txt"],
    );
  });

  it("says that a run's id is taken", async () => {
    const store = await open(committed());
    const { id } = await trainOnce(store);
    const again = await store.begin(newRun({ id }));
    await assert.rejects(again.finish({ ...newRun({ id }), status: "FINISHED" }), code("run-exists"));
    assert.equal((await store.list()).length, 1);
    const live = await store.begin(newRun());
    await assert.rejects(store.begin(live.run));
    assert.equal((await store.list()).length, 2);
  });
});

describe("store: recovery", () => {
  const orphan = async (root: string) => {
    const store = await open(root);
    const run = newRun();
    const live = await store.begin(run);
    logEpochs(live.directory);
    return { store, run, live, owner: join(live.directory, "owner") };
  };

  it("tells a process from another that got its number", async () => {
    const { store, run, owner } = await orphan(committed());
    assert.deepEqual(await store.recover(), []);
    const facts = JSON.parse(readFileSync(owner, "utf8"));
    if (facts.started === null) facts.pid = 2 ** 22 + 1; // no start times here: a number that nobody has
    writeFileSync(owner, JSON.stringify({ ...facts, started: facts.started === null ? null : `${facts.started}0` }));
    assert.equal((await store.list())[0]?.status, "INTERRUPTED");
    const [kept] = await store.recover();
    assert.deepEqual([kept?.id, kept?.status, kept?.endTime], [run.id, "INTERRUPTED", 1_790_000_000_002]);
    assert.deepEqual(
      (await store.list()).map(({ status }) => status),
      ["INTERRUPTED"],
    );
  });

  it("leaves another machine's run alone while it gives signs of life", async () => {
    const { store, owner } = await orphan(committed());
    writeFileSync(owner, JSON.stringify({ pid: 2 ** 22 + 1, started: "1", machine: "elsewhere" }));
    assert.deepEqual([await store.recover(), (await store.list())[0]?.status], [[], "RUNNING"]);
    const long = new Date(Date.now() - 11 * 60_000);
    utimesSync(owner, long, long);
    assert.equal((await store.recover()).length, 1);
  });

  it("keeps a run whose code git has thrown away, and says so", async () => {
    const root = committed();
    write(root, { "train.ts": "never committed" });
    const { store, run, owner } = await orphan(root);
    git(root, ["update-ref", "-d", `refs/trainyard/live/${run.id}`]);
    git(root, ["prune", "--expire=now"]);
    writeFileSync(owner, "");
    const [kept] = await store.recover();
    assert.match(kept?.notes.join() ?? "", /no longer there/);
    assert.equal((await store.list())[0]?.metrics.loss?.steps, 3);
    assert.equal(git(root, ["fsck", "--strict"]).replace(/^dangling.*\n/gm, ""), "");
  });

  it("keeps the code of a living run from git gc", async () => {
    const root = committed();
    write(root, { "train.ts": "never committed" });
    const { run, live } = await orphan(root);
    git(root, ["gc", "--quiet", "--prune=now"]);
    const kept = await live.finish({ ...run, status: "FINISHED" });
    assert.equal(git(root, ["show", `${kept.commit}:source/train.ts`]), "never committed");
  });

  it("goes on with the others when one cannot be kept", async () => {
    const root = committed();
    const first = await orphan(root);
    const second = await orphan(root);
    writeFileSync(first.owner, "");
    writeFileSync(second.owner, "");
    const warnings: string[] = [];
    const failing = await open(root, { step: failOnce("finish/blobs-written", "ENOSPC") }, (_, message) => warnings.push(message));
    assert.equal((await failing.recover()).length, 1);
    assert.match(warnings.join(), /disk.*full/);
    assert.equal((await failing.recover()).length, 1);
    assert.equal((await failing.list()).length, 2);
  });
});
