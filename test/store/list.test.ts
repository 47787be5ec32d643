import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ulid } from "ulid";
import { chooseRun } from "../../src/engine/store/find.ts";
import { formatMessage } from "../../src/engine/store/run/message.ts";
import { summaryOf } from "../../src/engine/store/run/summary.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { committed, git, newRun, open, ourRefs, repository, trainOnce } from "./support.ts";

const at = (time: number) => ({ id: ulid(1_790_000_000_000 + time) });
const code = (wanted: string) => (error: unknown) => TrainyardError.is(error, wanted);

describe("store: lists", () => {
  it("newest first, with limit, filter, and the trash apart", async () => {
    const store = await open(committed());
    const runs = [];
    for (const [i, lr] of [0.1, 0.2, 0.3].entries()) runs.push(await trainOnce(store, { ...at(i * 1000), params: { lr } }));
    const ids = runs.map(({ id }) => id).reverse();
    const listed = async (query = {}) => (await store.list(query)).map(({ id }) => id);
    assert.deepEqual(await listed(), ids);
    assert.deepEqual(await listed({ limit: 2 }), ids.slice(0, 2));
    assert.deepEqual(await listed({ limit: 0 }), []);
    assert.deepEqual(await listed({ filter: "params.lr < 0.25", limit: 1 }), [ids[1]]);
    assert.deepEqual(await listed({ filter: " " }), ids);
    await assert.rejects(store.list({ filter: "params.lr <" }), code("filter-invalid"));

    const removed = await store.remove(ids[0] as string);
    assert.equal(removed.deleted, true);
    assert.deepEqual([await listed(), await listed({ deleted: true })], [ids.slice(1), [ids[0]]]);
    assert.equal((await store.show(ids[0] as string)).deleted, true);
    await assert.rejects(store.remove(ids[0] as string), code("run-missing"));
    assert.equal((await store.restore(ids[0]?.slice(-6) as string)).deleted, undefined);
    assert.deepEqual([await listed(), await listed({ deleted: true })], [ids, []]);
    await assert.rejects(store.restore(ids[0] as string), code("run-missing"));
  });

  it("gives each run the summary its commit carries, and its commit", async () => {
    const store = await open(committed());
    const run = await trainOnce(store);
    const [listed] = await store.list();
    assert.deepEqual(listed, summaryOf(run));
    assert.deepEqual(await store.show(run.id), run);
    assert.deepEqual((await store.list({ limit: 1 }))[0], listed);
  });

  it("passes over what is not ours under our refs, and says so", async () => {
    const root = committed();
    const warnings: string[] = [];
    const store = await open(root, {}, (_, message) => warnings.push(message));
    const run = await trainOnce(store);
    const foreign = [ulid(), ulid(), ulid()].map((id) => `refs/trainyard/runs/${id}`);
    git(root, ["update-ref", foreign[0] as string, "HEAD"]);
    git(root, ["update-ref", foreign[1] as string, "HEAD:train.ts"]);
    git(root, ["update-ref", foreign[2] as string, run.commit as string]);
    git(root, ["update-ref", "refs/trainyard/runs/not-an-id", run.commit as string]);
    for (const query of [{}, { limit: 10 }, { filter: "status = 'FINISHED'" }]) {
      assert.deepEqual(
        (await store.list(query)).map(({ id }) => id),
        [run.id],
      );
      assert.equal(warnings.length, 4);
    }
  });

  it("passes over a commit that is damaged or gone, and lists the others", async () => {
    const root = committed();
    const warnings: string[] = [];
    const store = await open(root, {}, (_, message) => warnings.push(message));
    const runs = [];
    for (let i = 0; i < 4; i += 1) runs.push(await trainOnce(store, at(i * 1000)));
    const object = (commit: string) => join(root, ".git", "objects", commit.slice(0, 2), commit.slice(2));
    for (const [i, bytes] of [
      [1, "not zlib"],
      [2, ""],
    ] as const) {
      chmodSync(object(runs[i]?.commit as string), 0o644);
      writeFileSync(object(runs[i]?.commit as string), bytes);
    }
    writeFileSync(join(root, ".git", "refs", "trainyard", "runs", ulid(1)), `${"1".repeat(40)}\n`);
    writeFileSync(join(root, ".git", "refs", "trainyard", "runs", ulid(2)), "garbage\n");
    for (const query of [{}, { limit: 10 }]) {
      assert.deepEqual(
        (await store.list(query)).map(({ id }) => id),
        [runs[3]?.id, runs[0]?.id],
      );
      assert.equal(warnings.length, 3);
    }
  });

  it("does not fall over half-written or foreign live directories", async () => {
    const root = committed();
    const store = await open(root);
    const live = join(root, ".git", "trainyard", "live");
    mkdirSync(join(live, ulid()), { recursive: true });
    mkdirSync(join(live, "something else"));
    mkdirSync(join(live, ulid()));
    writeFileSync(join(live, ulid()), "a file");
    const torn = join(live, ulid());
    mkdirSync(torn);
    writeFileSync(join(torn, "run.json"), '{"id": "x", "na');
    writeFileSync(join(torn, "owner"), "{");
    const run = await trainOnce(store);
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      [run.id],
    );
    assert.deepEqual(await store.recover(), []);
    assert.ok(readdirSync(live).length >= 4);
  });

  it("still lists after git has packed everything, and in a clone that fetched the refs", async () => {
    const root = committed();
    const store = await open(root);
    const run = await trainOnce(store);
    git(root, ["pack-refs", "--all"]);
    git(root, ["gc", "--quiet", "--prune=now"]);
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      [run.id],
    );
    await store.remove(run.id);
    await store.restore(run.id);
    const clone = repository();
    git(clone, ["fetch", "--quiet", root, "refs/trainyard/*:refs/trainyard/*"]);
    assert.deepEqual(
      (await (await open(clone)).list()).map(({ id }) => id),
      [run.id],
    );
    assert.deepEqual(ourRefs(clone), [`refs/trainyard/runs/${run.id}`]);
  });

  it("writes nothing when it only looks", async () => {
    const root = committed();
    const store = await open(root);
    await trainOnce(store);
    const before = statSync(join(root, ".git")).mtimeMs;
    const names = readdirSync(join(root, ".git"), { recursive: true }).sort();
    await store.list();
    await store.list({ deleted: true });
    assert.deepEqual(readdirSync(join(root, ".git"), { recursive: true }).sort(), names);
    assert.equal(statSync(join(root, ".git")).mtimeMs, before);
  });
});

describe("store: a long history", function () {
  this.timeout(300_000);
  const COUNT = 300;
  const cacheOf = (root: string) => join(root, ".git", "trainyard", "summaries");

  /** Many runs by their commits alone: what a list reads. */
  async function longHistory(): Promise<{ root: string; ids: string[] }> {
    const root = committed();
    const ids: string[] = [];
    const input: string[] = [];
    for (let i = 0; i < COUNT; i += 1) {
      const run = newRun({ ...at(i * 1000), status: "FINISHED", params: { i } });
      const message = formatMessage(run);
      ids.unshift(run.id);
      input.push(`commit refs/trainyard/runs/${run.id}\ncommitter A <a@b> ${i} +0000\ndata ${Buffer.byteLength(message)}\n${message}\n`);
    }
    git(root, ["fast-import", "--quiet"], { input: input.join("") });
    return { root, ids };
  }

  it("is the same from git, from memory and from the file beside the refs", async () => {
    const { root, ids } = await longHistory();
    const first = await open(root);
    assert.deepEqual(
      (await first.list({ limit: 20 })).map(({ id }) => id),
      ids.slice(0, 20),
    );
    assert.equal(existsSync(cacheOf(root)), false);
    const fromGit = await first.list();
    assert.deepEqual(
      fromGit.map(({ id }) => id),
      ids,
    );
    assert.ok(existsSync(cacheOf(root)));
    assert.deepEqual(await first.list(), fromGit);
    assert.deepEqual(await (await open(root)).list(), fromGit);
    assert.deepEqual(
      (await (await open(root)).list({ filter: "params.i < 3" })).map(({ params }) => params.i),
      [2, 1, 0],
    );
  });

  it("does not depend on that file: torn, foreign, or not to be written", async () => {
    const { root, ids } = await longHistory();
    const fromGit = await (await open(root)).list();
    const whole = readFileSync(cacheOf(root), "utf8");
    for (const text of [
      "",
      "garbage",
      whole.slice(0, whole.length / 2),
      whole.replaceAll('"id"', "x"),
      `${whole.slice(0, 900)}${whole.slice(200)}`,
    ]) {
      writeFileSync(cacheOf(root), text);
      assert.deepEqual(await (await open(root)).list(), fromGit);
    }
    const [oid] = whole.trim().split(" ", 1);
    writeFileSync(cacheOf(root), whole.replaceAll(/^[0-9a-f]{40}/gm, String(oid))); // one run under another's commit
    assert.deepEqual(await (await open(root)).list(), fromGit);
    rmSync(cacheOf(root));
    mkdirSync(cacheOf(root));
    assert.deepEqual(await (await open(root)).list(), fromGit);
    const store = await open(root);
    await store.remove(ids[5] as string);
    assert.deepEqual(
      (await store.list()).map(({ id }) => id),
      ids.toSpliced(5, 1),
    );
  });
});

describe("store: naming a run", () => {
  const one = (id: string, name: string, commit: string) => ({ ...summaryOf(newRun({ id, name })), commit });
  const runs = [
    one("01M7YWGQ0NXZ2DJJT0JYM4DETG", "calm-heron", "a".repeat(40)),
    one("01M7YWGQ0NXZ2DJJT0JYM4DETZ", "calm-heron", "ab".repeat(20)),
    one("01M8ZZZQ0NXZ2DJJT0JYM4ABCD", "brave-otter", "cd".repeat(20)),
  ];
  const [first, , third] = runs;

  it("takes an id, its beginning, its last six characters, a name or a commit", () => {
    for (const wanted of ["01M8ZZZQ0NXZ2DJJT0JYM4ABCD", "01m8", "M4ABCD", "m4abcd", "brave-otter", "cdcdcdc"])
      assert.equal(chooseRun(runs, wanted), third);
    assert.equal(chooseRun(runs, "M4DETG"), first);
    assert.equal(chooseRun(runs, "aaaaaaaa"), first);
  });

  it("lists the candidates of an ambiguous one, and suggests for an unknown one", () => {
    assert.throws(
      () => chooseRun(runs, "calm-heron"),
      (error) => TrainyardError.is(error, "run-ambiguous") && /calm-heron \(M4DETG\), calm-heron \(M4DETZ\)/.test(error.message),
    );
    assert.throws(() => chooseRun(runs, "01M7"), code("run-ambiguous"));
    assert.throws(
      () => chooseRun(runs, "brave-oter"),
      (error) => TrainyardError.is(error, "run-missing") && /Did you mean brave-otter/.test(error.facts.remedy),
    );
    for (const wanted of ["", "01M", "-x", "../..", "refs/heads/main"]) assert.throws(() => chooseRun(runs, wanted), code("run-missing"));
  });
});
