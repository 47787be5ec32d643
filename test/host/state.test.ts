import assert from "node:assert/strict";
import { bestStore, RunsState } from "../../src/host/runs/state.ts";
import type { StoreState } from "../../src/protocol/engine.ts";
import type { RunSummary } from "../../src/protocol/run.ts";
import { inputError } from "../../src/shared/errors.ts";
import { FakeClient } from "../support/fake-client.ts";
import { aRun, aSnapshot } from "../support/runs.ts";
import { settled } from "../support/wait.ts";

const READY: StoreState = { state: "ready", root: "/work", head: null, branch: "main" };

function setUp(runs: RunSummary[], store: StoreState = READY, limit = 100) {
  const answers = {
    "store/state": () => store,
    "run/list": ({ filter, limit: most }: { filter?: string; limit: number }) => {
      if (filter === "broken") throw inputError({ code: "filter", message: "Bad filter.", remedy: "Mend it." });
      return runs.filter(({ name }) => !filter || name === filter).slice(0, most);
    },
  };
  const client = new FakeClient(answers);
  const errors: unknown[] = [];
  const state = new RunsState({ client, limit: () => limit, onError: (error) => errors.push(error) });
  return { client, state, errors, runs };
}

describe("RunsState", () => {
  it("asks nothing before it is asked, and then once", async () => {
    const { client, state } = setUp([aRun()]);
    assert.equal(client.asked.length, 0);
    const [one, two] = await Promise.all([state.load("/work"), state.load("/work")]);
    assert.equal(one, two);
    await state.load("/work");
    assert.equal(client.count("run/list"), 1);
    assert.equal(one.runs.length, 1);
  });

  it("does not list runs where there is no repository", async () => {
    const { client, state } = setUp([aRun()], { ...READY, state: "none", root: null });
    assert.deepEqual((await state.load("/work")).runs, []);
    assert.equal(client.count("run/list"), 0);
  });

  it("says when there are more runs than it reads", async () => {
    const { state } = setUp([aRun(), aRun(), aRun()], READY, 2);
    const known = await state.load("/work");
    assert.equal(known.runs.length, 2);
    assert.equal(known.truncated, true);
  });

  it("reads again when told that runs changed, but not a folder that nobody looks at", async () => {
    const { client, state, runs } = setUp([aRun()]);
    client.say("runs/changed", { folder: "/work" });
    assert.equal(client.asked.length, 0);
    await state.load("/work");
    const changed: string[] = [];
    state.onChange.on((folder) => changed.push(folder));
    runs.unshift(aRun());
    client.say("runs/changed", { folder: "/work" });
    await settled();
    assert.equal(state.peek("/work")?.runs.length, 2);
    assert.deepEqual(changed, ["/work"]);
  });

  it("follows a live run, and lets it go at its end", async () => {
    const { client, state } = setUp([]);
    await state.load("/work");
    const snapshot = aSnapshot({ id: "LIVE" });
    client.say("run/changed", snapshot);
    assert.equal(state.live().length, 1);
    assert.equal(state.peek("/work")?.runs[0]?.id, "LIVE");
    const ended = { ...snapshot, run: { ...snapshot.run, status: "FINISHED" as const } };
    client.say("run/changed", ended);
    assert.equal(state.live().length, 0);
    assert.equal(state.snapshot("LIVE"), undefined);
    assert.equal(state.peek("/work")?.runs[0]?.status, "FINISHED");
    assert.equal(state.peek("/work")?.runs.length, 1);
  });

  it("changes the list only when a run appears or ends, not at every step", async () => {
    const { client, state } = setUp([]);
    await state.load("/work");
    let changes = 0;
    let moves = 0;
    state.onChange.on(() => (changes += 1));
    state.onLive.on(() => (moves += 1));
    const snapshot = aSnapshot({ id: "LIVE" });
    for (let epoch = 1; epoch <= 10; epoch += 1) client.say("run/changed", { ...snapshot, epoch });
    assert.deepEqual([changes, moves], [1, 10]);
  });

  it("filters, keeps all runs beside it, and stays as it was when the filter is refused", async () => {
    const { state } = setUp([aRun({ name: "keep" }), aRun({ name: "hide" })]);
    await state.load("/work");
    await state.setFilter("keep");
    assert.deepEqual(
      state.peek("/work")?.shown?.map(({ name }) => name),
      ["keep"],
    );
    assert.equal(state.peek("/work")?.runs.length, 2);
    await assert.rejects(state.setFilter("broken"), /Bad filter/);
    assert.equal(state.filter, "keep");
    await state.setFilter("");
    assert.equal(state.peek("/work")?.shown, null);
  });

  it("finds a run by id, by name and by the end of its id", async () => {
    const run = aRun({ id: "01K00000000000000000ABCDEF", name: "calm-heron" });
    const { state } = setUp([run]);
    await state.load("/work");
    for (const text of [run.id, "calm-heron", "ABCDEF"]) assert.equal(state.find(text)?.run, run, text);
    assert.equal(state.find("nobody"), undefined);
  });

  it("reports a reading that failed by itself, and keeps what it knew", async () => {
    const { client, state, errors } = setUp([aRun()]);
    await state.load("/work");
    client.answer({ "run/list": () => Promise.reject(new Error("gone")) });
    client.say("runs/changed", { folder: "/work" });
    await settled();
    assert.equal(errors.length, 1);
    assert.equal(state.peek("/work")?.runs.length, 1);
  });

  it("forgets everything on request, a reading in flight included", async () => {
    const { state } = setUp([aRun()]);
    const reading = state.load("/work");
    state.clear();
    await reading;
    assert.equal(state.peek("/work"), undefined);
  });

  it("knows the folder's place in its repository", async () => {
    const { state } = setUp([], { ...READY, root: "/" });
    assert.equal((await state.load("/work/sub folder")).prefix, "work/sub folder");
  });
});

describe("bestStore", () => {
  it("is that of the most usable folder", async () => {
    const ready = await setUp([]).state.load("/a");
    const none = await setUp([], { ...READY, state: "none" }).state.load("/b");
    assert.equal(bestStore([none, ready]), "ready");
    assert.equal(bestStore([none]), "none");
    assert.equal(bestStore([]), undefined);
  });
});
