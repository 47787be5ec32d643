import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { committed, failOnce, git, logEpochs, newRun, open, ourRefs, trainOnce, userState, withGit, write } from "./support.ts";

const code = (wanted: string) => (error: unknown) => TrainyardError.is(error, wanted);
const liveDir = (root: string, ...rest: string[]) => join(root, ".git", "trainyard", "live", ...rest);

describe("store: a full disk", () => {
  it("while a run is kept: said, nothing lost, kept at the next start", async () => {
    for (const step of ["finish/run-written", "finish/large-files-kept", "finish/tree-written", "finish/commit-written"]) {
      const root = committed();
      const before = userState(root);
      const store = await open(root, { step: failOnce(step, "ENOSPC") });
      await assert.rejects(trainOnce(store), code("disk-full"));
      assert.deepEqual(
        (await store.list()).map(({ status, commit }) => [status, commit]),
        [["FINISHED", null]],
      );
      const [kept] = await (await open(root)).recover();
      assert.deepEqual([kept?.status, kept?.metrics.val_acc?.best], ["FINISHED", 0.9]);
      assert.deepEqual(userState(root), before);
    }
  });

  it("when git itself finds it full", async () => {
    const root = committed();
    const store = await open(root);
    const script =
      'case "$*" in *hash-object*) echo "error: unable to write file .git/objects/x: No space left on device" >&2; exit 128;; esac; exec "$GIT" "$@"';
    await withGit(script, () => assert.rejects(trainOnce(store), code("disk-full")));
    assert.equal((await store.recover()).length, 1);
  });

  if (existsSync("/dev/full"))
    it("when the run's own file cannot be written", async () => {
      const root = committed();
      const store = await open(root);
      const run = newRun();
      const live = await store.begin(run);
      logEpochs(live.directory);
      const temporary = join(live.directory, `run.json.${process.pid}.tmp`);
      symlinkSync("/dev/full", temporary);
      await assert.rejects(live.finish({ ...run, status: "FINISHED" }), code("disk-full"));
      rmSync(temporary);
      assert.deepEqual(
        (await (await open(root)).recover()).map(({ status, metrics }) => [status, metrics.loss?.steps]),
        [["INTERRUPTED", 3]],
      );
    });

  it("before anything is trained: nothing is left behind", async () => {
    const root = committed();
    const store = await open(root, { step: failOnce("begin/snapshot-taken", "ENOSPC") });
    await assert.rejects(store.begin(newRun()), code("disk-full"));
    assert.deepEqual([readdirSync(liveDir(root)), ourRefs(root)], [[], []]);
  });
});

describe("store: a disk that is really full", () => {
  const disk = tempDir();
  if (!mountSmallDisk(disk)) return; // only root can: the failures above are injected instead
  unmount(disk);
  before(() => void mountSmallDisk(disk));
  after(() => unmount(disk));

  it("before, and while a run is kept", async () => {
    const root = committed({ "train.ts": "1" }, { at: join(disk, "repository") });
    const untouched = userState(root);
    const store = await open(root);
    const run = newRun();
    const live = await store.begin(run);
    logEpochs(live.directory);
    write(live.directory, { "artifacts/weights.bin": Buffer.alloc(1 << 20, 1) });
    fill(join(disk, "junk"));
    await assert.rejects(store.begin(newRun()), code("disk-full"));
    await assert.rejects(live.finish({ ...run, status: "FINISHED" }), code("disk-full"));
    assert.deepEqual(readdirSync(liveDir(root)), [run.id]);
    rmSync(join(disk, "junk"));
    const [kept] = await (await open(root)).recover();
    assert.deepEqual([kept?.metrics.val_acc?.best, kept?.artifacts.length], [0.9, 1]);
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      [run.id],
    );
    assert.deepEqual(userState(root), untouched);
    assert.equal(git(root, ["fsck", "--strict"]).replace(/^dangling.*\n/gm, ""), "");
  });
});

function mountSmallDisk(directory: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", directory], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function unmount(directory: string): void {
  execFileSync("umount", ["--lazy", directory]);
}

function fill(file: string): void {
  for (const size of [1 << 16, 1 << 12, 1])
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size));
    } catch {
      // full, but for less than this
    }
}
