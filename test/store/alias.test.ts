import assert from "node:assert/strict";
import fc from "fast-check";
import { aliasRef } from "../../src/engine/store/alias.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { committed, git, newRun, open, trainOnce, userState } from "./support.ts";

const code = (wanted: string) => (error: unknown) => TrainyardError.is(error, wanted);

describe("store: the champion of an experiment", () => {
  it("is one run at a time, known wherever runs are shown, and touches nothing of the user's", async () => {
    const root = committed();
    const store = await open(root);
    const [first, second] = [await trainOnce(store, { name: "calm-heron" }), await trainOnce(store, { name: "quick-fox" })];
    const elsewhere = await trainOnce(store, { group: "other/penguins.experiment.json" });
    assert.equal(await store.aliased(first.group, "champion"), null);
    const before = userState(root);

    await store.setAlias(first.name, "champion");
    await store.setAlias(elsewhere.id, "champion");
    const moved = await store.setAlias(second.id, "champion");
    assert.deepEqual(moved.aliases, ["champion"]);
    assert.deepEqual(userState(root), before);
    assert.equal(git(root, ["rev-parse", "refs/trainyard/aliases/penguins/champion"]).trim(), second.commit);

    const named = (await store.list()).map(({ id, aliases = [] }) => [id, ...aliases]);
    assert.deepEqual(named, [[elsewhere.id, "champion"], [second.id, "champion"], [first.id]]);
    assert.deepEqual((await store.show(second.id)).aliases, ["champion"]);
    assert.equal((await store.show(first.id)).aliases, undefined);
    assert.equal((await store.aliased(first.group, "champion"))?.id, second.id);
  });

  it("is none while its run lies in the trash, and that one again when it is restored", async () => {
    const store = await open(committed());
    const run = await trainOnce(store);
    await store.setAlias(run.id, "champion");
    await store.remove(run.id);
    assert.equal(await store.aliased(run.group, "champion"), null);
    await store.restore(run.id);
    assert.equal((await store.aliased(run.group, "champion"))?.id, run.id);
  });

  it("is a finished run of an experiment", async () => {
    const store = await open(committed());
    const script = await trainOnce(store, { kind: "script" });
    const live = await store.begin(newRun());
    const killed = await live.finish({ ...live.run, status: "KILLED" });
    for (const { id } of [script, killed]) await assert.rejects(store.setAlias(id, "champion"), code("run-unfit"));
    await assert.rejects(store.setAlias("nobody", "champion"), code("run-missing"));
  });

  it("has a ref that git allows, another one for each experiment", () => {
    const root = committed();
    const part = fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.constantFrom(".", "a..b", "x.lock", ".git", "@", "a@{b", "*?[~^:", "ä ö"),
    );
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join("/")}.experiment.json`);
    const refs = new Map<string, string>();
    fc.assert(
      fc.property(
        path.filter((name) => !/^[./]|\/\/|\/\.experiment/.test(name)),
        (name) => {
          const ref = aliasRef(name, "champion");
          assert.equal(refs.get(ref) ?? name, name);
          refs.set(ref, name);
        },
      ),
      { numRuns: 60 },
    );
    for (const ref of refs.keys()) git(root, ["check-ref-format", ref]);
  });
});
