import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "../support/temp.ts";
import { committed, git, newRun, open, repository, userState, write } from "./support.ts";

/** The paths and contents of a run's code, taken now. */
async function snapshotOf(
  root: string,
  limits = {},
): Promise<{ files: Record<string, string>; modes: Record<string, string>; commit: string; notes: string[]; dirty: boolean }> {
  const before = userState(root);
  const store = await open(root, { limits });
  const run = newRun();
  const live = await store.begin(run);
  const { commit, notes, code } = await live.finish({ ...run, status: "FINISHED" });
  assert.deepEqual(userState(root), before);
  const files: Record<string, string> = {};
  const modes: Record<string, string> = {};
  for (const line of git(root, ["ls-tree", "-r", "-z", `${commit}:source`])
    .split("\0")
    .filter(Boolean)) {
    const [, mode = "", type = "", oid = "", path = ""] = /^(\d+) (\w+) (\w+)\t(.*)$/s.exec(line) ?? [];
    modes[path] = mode;
    files[path] = type === "blob" ? git(root, ["cat-file", "blob", oid]) : type;
  }
  return { files, modes, commit: commit as string, notes, dirty: code.dirty };
}

const isPointer = (text: string | undefined) => /^version https:\/\/git-lfs/.test(text ?? "");

describe("store: the code as it ran", () => {
  it("is HEAD's own tree when nothing differs", async () => {
    const root = committed({ "a.ts": "1", "b/c.ts": "2" });
    const { commit, dirty } = await snapshotOf(root);
    assert.equal(git(root, ["rev-parse", `${commit}:source`]), git(root, ["rev-parse", "HEAD^{tree}"]));
    assert.equal(dirty, false);
  });

  it("has what is staged, changed, deleted, renamed and new, and not what is ignored", async () => {
    const root = committed({ "a.ts": "1", "b.ts": "2", "c.ts": "3", "d.ts": "4", "e.ts": "5", ".gitignore": "*.log\nout/\n" });
    write(root, { "a.ts": "staged" });
    git(root, ["add", "a.ts"]);
    write(root, { "b.ts": "changed", "new file.ts": "new", "x.log": "no", "out/x": "no", "-n": "dash", 'quote"d\n.ts': "odd" });
    unlinkSync(join(root, "c.ts"));
    git(root, ["mv", "d.ts", "moved.ts"]);
    git(root, ["rm", "--quiet", "e.ts"]);
    const { files, dirty } = await snapshotOf(root);
    assert.deepEqual(files, {
      ".gitignore": "*.log\nout/\n",
      "a.ts": "staged",
      "b.ts": "changed",
      "moved.ts": "4",
      "new file.ts": "new",
      "-n": "dash",
      'quote"d\n.ts': "odd",
    });
    assert.equal(dirty, true);
  });

  it("keeps links, executable bits, and files that took a directory's place and the other way round", async () => {
    const root = committed({ "dir/inner.ts": "1", file: "2", "run.sh": "#!/bin/sh\n", "to-link/x.ts": "3" });
    rmSync(join(root, "dir"), { recursive: true });
    write(root, { dir: "now a file" });
    unlinkSync(join(root, "file"));
    write(root, { "file/inner.ts": "now a directory" });
    chmodSync(join(root, "run.sh"), 0o755);
    symlinkSync("../outside", join(root, "link"));
    renameSync(join(root, "to-link"), join(root, "elsewhere"));
    symlinkSync("elsewhere", join(root, "to-link"));
    const { files, modes } = await snapshotOf(root);
    assert.deepEqual(files, {
      dir: "now a file",
      "file/inner.ts": "now a directory",
      "run.sh": "#!/bin/sh\n",
      link: "../outside",
      "to-link": "elsewhere",
      "elsewhere/x.ts": "3",
    });
    assert.deepEqual([modes["run.sh"], modes.link, modes["to-link"], modes.dir], ["100755", "120000", "120000", "100644"]);
  });

  it("sees a change of the same size in the same instant as the commit", async () => {
    for (let i = 0; i < 5; i += 1) {
      const root = committed({ "a.ts": "1", "gone.ts": "x" });
      write(root, { "a.ts": "2" });
      unlinkSync(join(root, "gone.ts"));
      assert.deepEqual((await snapshotOf(root)).files, { "a.ts": "2" });
    }
  });

  it("takes conflicts as they lie there", async () => {
    const root = committed({ "a.ts": "base\n" });
    git(root, ["checkout", "--quiet", "-b", "other"]);
    write(root, { "a.ts": "theirs\n" });
    git(root, ["commit", "--quiet", "-am", "theirs"]);
    git(root, ["checkout", "--quiet", "main"]);
    write(root, { "a.ts": "ours\n" });
    git(root, ["commit", "--quiet", "-am", "ours"]);
    assert.throws(() => git(root, ["merge", "other"]));
    const { files } = await snapshotOf(root);
    assert.match(files["a.ts"] ?? "", /<<<<<<< HEAD\nours\n=======\ntheirs/);
  });

  it("keeps large files as git-lfs pointers that git lfs fsck accepts", async () => {
    const large = Buffer.alloc(1 << 20, 7);
    const root = committed({ "a.ts": "1" });
    write(root, { "data/big [1] *.csv": large, "data/small.csv": Buffer.alloc((1 << 20) - 1) });
    const { files, commit } = await snapshotOf(root);
    assert.ok(isPointer(files["data/big [1] *.csv"]));
    assert.equal(files["data/small.csv"]?.length, (1 << 20) - 1);
    assert.match(git(root, ["show", `${commit}:.gitattributes`]), /^"\/source.*" filter=lfs diff=lfs merge=lfs -text\n$/);
    if (hasLfs()) assert.match(git(root, ["lfs", "fsck", commit]), /Git LFS fsck OK/);
    const objects = readdirSync(join(root, ".git", "lfs", "objects"), { recursive: true }).filter((name) =>
      /[0-9a-f]{64}$/.test(String(name)),
    );
    assert.equal(objects.length, 1);
    assert.deepEqual(readdirSync(join(root, ".git", "lfs", "tmp")), []);
  });

  it("makes pointers of small files too where .gitattributes gives them to git-lfs, installed or not", async () => {
    const root = committed({ "a.ts": "1", ".gitattributes": "*.bin filter=lfs diff=lfs merge=lfs -text\n" });
    git(root, ["config", "filter.lfs.clean", "no-such-program %f"]);
    git(root, ["config", "filter.lfs.required", "true"]);
    write(root, { "weights.bin": "few bytes" });
    const { files, commit } = await snapshotOf(root);
    assert.ok(isPointer(files["weights.bin"]));
    if (hasLfs()) assert.match(git(root, ["lfs", "fsck", commit]), /Git LFS fsck OK/);
  });

  it("leaves out what a failing filter of the user's own keeps from git, and says so", async () => {
    const root = committed({ "a.ts": "1", ".gitattributes": "*.secret filter=vault\n" });
    git(root, ["config", "filter.vault.clean", "false"]);
    git(root, ["config", "filter.vault.required", "true"]);
    write(root, { "key.secret": "hush", "b.ts": "2" });
    const { files, notes } = await snapshotOf(root);
    assert.deepEqual(Object.keys(files).sort(), [".gitattributes", "a.ts", "b.ts"]);
    assert.match(notes.join(), /key\.secret/);
  });

  it("embeds no repository that lies inside", async () => {
    const root = committed({ "a.ts": "1" });
    committed({ "x.ts": "2" }, { at: join(root, "nested") });
    const { files } = await snapshotOf(root);
    assert.deepEqual(files, { "a.ts": "1" });
  });

  it("bounds untracked files by number and by bytes, and says what is missing", async () => {
    const root = committed({ "train.ts": "1" });
    for (let i = 0; i < 50; i += 1) write(root, { [`many/${String(i).padStart(2, "0")}.txt`]: "x" });
    write(root, { "zz/train.ts": "2" });
    const few = await snapshotOf(root, { untrackedFiles: 10 });
    assert.equal(Object.keys(few.files).length, 11);
    assert.match(few.notes.join(), /more untracked files/);
    rmSync(join(root, "many"), { recursive: true });
    write(root, { "big.dat": Buffer.alloc(5000), "code.ts": "small" });
    const small = await snapshotOf(root, { untrackedBytes: 1000 });
    assert.deepEqual(Object.keys(small.files).sort(), ["code.ts", "train.ts", "zz/train.ts"]);
    assert.match(small.notes.join(), /big\.dat/);
  });

  it("keeps a file's bytes as git would: the user's line endings setting applies", async () => {
    const root = committed({ "a.ts": "one\n", ".gitattributes": "*.ts text\n" });
    git(root, ["config", "core.autocrlf", "true"]);
    git(root, ["config", "core.safecrlf", "true"]);
    write(root, { "a.ts": "one\r\ntwo\r\n" });
    assert.equal((await snapshotOf(root)).files["a.ts"], "one\ntwo\n");
  });

  it("works with a split index and a sparse checkout", async () => {
    const root = committed({ "a.ts": "1", "b/c.ts": "2", "d/e.ts": "3" });
    git(root, ["update-index", "--split-index"]);
    git(root, ["sparse-checkout", "set", "b"]);
    write(root, { "a.ts": "changed" });
    const { files } = await snapshotOf(root);
    assert.deepEqual(files, { "a.ts": "changed", "b/c.ts": "2", "d/e.ts": "3" });
    assert.equal(readdirSync(join(root, ".git")).filter((name) => name.startsWith("sharedindex")).length, 1);
  });

  it("leaves no index of its own behind, not even when it fails", async () => {
    const root = committed();
    write(root, { "train.ts": "2" });
    const store = await open(root, {
      step: (step: string) => {
        if (step === "begin/snapshot-taken") throw new Error("stop");
      },
    });
    await assert.rejects(store.begin(newRun()), /stop/);
    assert.deepEqual(readdirSync(join(root, ".git", "trainyard", "live")), []);
  });

  it("works in a repository without a single file", async () => {
    const root = repository();
    assert.deepEqual((await snapshotOfEmpty(root)).trim(), "");
  });
});

async function snapshotOfEmpty(root: string): Promise<string> {
  const store = await open(root);
  const run = newRun();
  const { commit } = await (await store.begin(run)).finish({ ...run, status: "FINISHED" });
  return git(root, ["ls-tree", "-r", `${commit}:source`]);
}

function hasLfs(): boolean {
  try {
    execFileSync("git", ["lfs", "version"], { cwd: tempDir(), stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
