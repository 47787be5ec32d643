import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { initRepository, storeState } from "../../src/engine/store/repository.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { asOrdinaryUser } from "./ordinary-user.ts";
import { committed, git, newRun, open, ourRefs, repository, trainOnce, userState, withGit, write } from "./support.ts";

const code = (wanted: string) => (error: unknown) => {
  assert.ok(TrainyardError.is(error, wanted), String(error));
  assert.ok(error.facts.remedy.length > 10);
  return true;
};

/** Trains in `folder` and sees that the run is there and nothing of the user's has moved. */
async function trainsAndKeeps(folder: string, root = folder): Promise<string> {
  const before = userState(root);
  const store = await open(folder);
  const run = await trainOnce(store);
  assert.deepEqual(
    (await store.list()).map(({ id, status }) => [id, status]),
    [[run.id, "FINISHED"]],
  );
  assert.deepEqual(userState(root), before);
  assert.equal(git(root, ["fsck", "--strict"]).replace(/^dangling.*\n/gm, ""), "");
  store.dispose();
  return run.commit as string;
}

describe("store: the repositories it meets", () => {
  it("says where there is none, and makes one on request", async () => {
    const folder = tempDir();
    assert.deepEqual(await storeState(folder), { state: "none", root: null, head: null, branch: null });
    await assert.rejects(open(folder), code("no-repository"));
    const made = await initRepository(folder);
    assert.deepEqual([made.state, made.root, made.head], ["ready", folder, null]);
    assert.deepEqual(await initRepository(folder), made);
  });

  it("names a folder that does not exist", async () => {
    await assert.rejects(storeState(join(tempDir(), "nowhere")), code("folder-missing"));
    const file = join(tempDir(), "file");
    writeFileSync(file, "");
    await assert.rejects(storeState(file), code("folder-missing"));
  });

  it("refuses a bare repository and the inside of .git, with the remedy", async () => {
    const bare = tempDir();
    git(bare, ["init", "--quiet", "--bare"]);
    assert.equal((await storeState(bare)).state, "bare");
    await assert.rejects(open(bare), code("bare-repository"));
    await assert.rejects(open(join(committed(), ".git")), code("bare-repository"));
  });

  it("works on an unborn HEAD: the run has no parent", async () => {
    const root = repository({ "train.ts": "fit();" });
    const commit = await trainsAndKeepsUnborn(root);
    assert.equal(git(root, ["rev-list", "--parents", "-1", commit]).trim(), commit);
    assert.equal(git(root, ["show", `${commit}:source/train.ts`]), "fit();");
  });

  it("works on a detached HEAD", async () => {
    const root = committed();
    git(root, ["checkout", "--quiet", "--detach"]);
    const commit = await trainsAndKeeps(root);
    assert.equal(git(root, ["rev-parse", `${commit}^`]), git(root, ["rev-parse", "HEAD"]));
    assert.equal((await (await open(root)).show(commit)).code.branch, null);
  });

  it("works from a subfolder, with spaces and letters beyond ASCII in the path", async () => {
    const root = committed({ "Modèle n° 1/entraînement.ts": "fit();" }, { at: join(tempDir(), "mes données 数据") });
    const store = await open(join(root, "Modèle n° 1"));
    assert.equal(store.root, root);
    write(root, { "Modèle n° 1/été.csv": "a\n1\n" });
    const commit = await trainsAndKeeps(join(root, "Modèle n° 1"), root);
    assert.equal(git(root, ["show", `${commit}:source/Modèle n° 1/été.csv`]), "a\n1\n");
  });

  it("shares runs and live runs between linked working trees", async () => {
    const root = committed();
    const linked = join(tempDir(), "linked");
    git(root, ["worktree", "add", "--quiet", linked]);
    write(linked, { "train.ts": "changed();" });
    const [main, other] = [await open(root), await open(linked)];
    assert.equal(other.root, linked);
    const run = newRun();
    const live = await other.begin(run);
    assert.deepEqual(
      (await main.list()).map(({ status }) => status),
      ["RUNNING"],
    );
    const kept = await live.finish({ ...run, status: "FINISHED" });
    assert.equal((await main.show(run.id)).commit, kept.commit);
    assert.equal(git(root, ["show", `${kept.commit}:source/train.ts`]), "changed();");
    assert.equal(kept.code.branch, "linked");
  });

  it("works inside a submodule, and keeps a submodule's entry from outside", async () => {
    const inner = committed({ "lib.ts": "1" });
    const root = committed();
    git(root, ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "lib"]);
    git(root, ["commit", "--quiet", "-m", "submodule"]);
    await trainsAndKeeps(join(root, "lib"));
    assert.deepEqual(ourRefs(root), []);
    write(root, { "lib/lib.ts": "2" });
    const store = await open(root);
    const run = await trainOnce(store);
    assert.match(git(root, ["ls-tree", `${run.commit}:source`, "lib"]), /^160000 commit/);
    assert.match(run.notes.join(), /submodule lib/);
  });

  it("works where a submodule lost its repository, and says so", async () => {
    const root = committed();
    git(root, ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", committed({ "lib.ts": "1" }), "lib"]);
    git(root, ["commit", "--quiet", "-m", "submodule"]);
    rmSync(join(root, ".git", "modules"), { recursive: true });
    write(root, { "train.ts": "changed();" });
    const run = await trainOnce(await open(root));
    assert.match(run.notes.join(), /submodule is broken/);
    assert.equal(git(root, ["show", `${run.commit}:source/train.ts`]), "changed();");
    assert.match(git(root, ["ls-tree", `${run.commit}:source`, "lib"]), /^160000 commit/);
  });

  it("works in a shallow clone", async () => {
    const root = committed();
    write(root, { "b.ts": "2" });
    git(root, ["add", "-A"]);
    git(root, ["commit", "--quiet", "-m", "second"]);
    const clone = join(tempDir(), "clone");
    git(root, ["clone", "--quiet", "--depth=1", `file://${root}`, clone]);
    await trainsAndKeeps(clone);
  });

  it("works with SHA-256 objects", async () => {
    const root = committed({ "train.ts": "1", "gone.ts": "2" }, { init: ["--object-format=sha256"] });
    git(root, ["rm", "--quiet", "--cached", "gone.ts"]);
    write(root, { "new.bin": Buffer.alloc(2 << 20) });
    assert.equal((await trainsAndKeeps(root)).length, 64);
  });

  it("keeps runs for somebody git does not know, without touching the configuration", async () => {
    const root = committed();
    git(root, ["config", "user.useConfigOnly", "true"]);
    const commit = await trainsAndKeeps(root);
    assert.match(git(root, ["log", "-1", "--format=%an <%ae>", commit]), /^Trainyard </);
  });

  it("commits as the user where git knows them", async () => {
    const root = committed();
    git(root, ["config", "user.name", "Zoë"]);
    git(root, ["config", "user.email", "zoe@example.org"]);
    assert.equal(git(root, ["log", "-1", "--format=%an <%ae>", await trainsAndKeeps(root)]), "Zoë <zoe@example.org>\n");
  });

  it("runs none of the user's hooks, and takes no notice of GIT_DIR and GIT_INDEX_FILE around it", async () => {
    const root = committed();
    const ran = join(tempDir(), "ran");
    for (const hook of ["reference-transaction", "post-index-change", "pre-commit", "post-commit", "pre-auto-gc"]) {
      writeFileSync(join(root, ".git", "hooks", hook), `#!/bin/sh\necho ${hook} >> '${ran}'\n`, { mode: 0o755 });
    }
    git(root, ["config", "core.fsmonitor", join(root, ".git", "hooks", "pre-commit")]);
    write(root, { "train.ts": "changed();" });
    process.env.GIT_DIR = tempDir();
    process.env.GIT_INDEX_FILE = join(tempDir(), "index");
    try {
      const store = await open(root);
      await store.remove((await trainOnce(store)).id);
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_INDEX_FILE;
    }
    assert.equal(existsSync(ran), false, existsSync(ran) ? readFileSync(ran, "utf8") : "");
  });

  it("is not disturbed by an index that the user's git has locked", async () => {
    const root = committed();
    write(root, { "train.ts": "changed();" });
    writeFileSync(join(root, ".git", "index.lock"), "");
    const store = await open(root);
    const run = await trainOnce(store);
    assert.equal(git(root, ["show", `${run.commit}:source/train.ts`]), "changed();");
    assert.ok(existsSync(join(root, ".git", "index.lock")));
  });

  it("says that git is missing, or too old", async () => {
    const root = committed();
    const path = process.env.PATH;
    const empty = tempDir();
    try {
      process.env.PATH = empty;
      await assert.rejects(open(root), code("git-missing"));
      writeFileSync(join(empty, "git"), "#!/bin/sh\necho git version 2.20.1\n", { mode: 0o755 });
      await assert.rejects(open(root), code("git-too-old"));
    } finally {
      process.env.PATH = path;
    }
  });

  it("names the line of a broken configuration", async () => {
    const root = committed();
    writeFileSync(join(root, ".git", "config"), "[core]\n  bare = false\n[broken\n");
    await assert.rejects(open(root), (error) => code("git-config-broken")(error) && (error as TrainyardError).facts.place?.line === 3);
  });

  it("passes on git's refusal of another user's repository, with the command that trusts it", async () => {
    const root = committed();
    await withGit('export GIT_TEST_ASSUME_DIFFERENT_OWNER=1; exec "$GIT" "$@"', () =>
      assert.rejects(
        open(root),
        (error) => code("repository-not-trusted")(error) && /safe\.directory/.test((error as TrainyardError).facts.remedy),
      ),
    );
  });

  it("tells a read-only repository before anything is trained", async () => {
    const root = committed();
    const folders = [root, ".git", ".git/objects", ".git/refs"].map((path) => resolve(root, path));
    for (const folder of folders) chmodSync(folder, 0o555);
    try {
      const said = await asOrdinaryUser(root, "begin");
      assert.deepEqual(said, { state: "read-only", check: "store-read-only", begin: "store-read-only" });
    } finally {
      for (const folder of folders) chmodSync(folder, 0o755);
    }
    assert.equal(existsSync(join(root, ".git", "trainyard")), false);
  });

  it("opens while folders of its own are missing", async () => {
    const root = committed();
    mkdirSync(join(root, ".git", "trainyard", "live"), { recursive: true });
    const store = await open(root);
    assert.deepEqual([await store.list(), await store.recover()], [[], []]);
  });
});

async function trainsAndKeepsUnborn(root: string): Promise<string> {
  const store = await open(root);
  const run = await trainOnce(store);
  assert.equal(git(root, ["status", "--porcelain"]), "?? train.ts\n");
  assert.equal(existsSync(join(root, ".git", "index")), false);
  return run.commit as string;
}
