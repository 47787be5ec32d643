import assert from "node:assert/strict";
import { type Kept, SharedThings } from "../../src/engine/data/open/shared.ts";
import { until } from "../support/wait.ts";
import { refuses } from "./support.ts";

interface Thing extends Kept {
  name: string;
}

/** Things that are made and gone when a test says so. */
function workshop(most = 2, bytes = 1_000) {
  const shared = new SharedThings<Thing>({ most, bytes });
  const log: string[] = [];
  const fresh = new Set<string>();
  const thing = (name: string, size = 1): Thing => {
    fresh.add(name);
    log.push(`made ${name}`);
    return { name, bytes: size, isFresh: async () => fresh.has(name), dispose: () => void log.push(`gone ${name}`) };
  };
  const use = (key: string, size?: number) =>
    shared.use(
      key,
      async () => thing(key, size),
      async ({ name }) => name,
    );
  return { shared, log, fresh, thing, use };
}

/** A promise to be settled by hand. */
function gate<T = void>() {
  let open!: (value: T) => void;
  let fail!: (error: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { promise, open, fail };
}

describe("shared things", () => {
  it("are made once, however many ask at the same time", async () => {
    const { shared, log, thing } = workshop();
    const ready = gate();
    const make = async () => {
      await ready.promise;
      return thing("a");
    };
    const asked = [1, 2, 3].map((n) => shared.use("a", make, async ({ name }) => `${name}${n}`));
    ready.open();
    assert.deepEqual(await Promise.all(asked), ["a1", "a2", "a3"]);
    assert.deepEqual(log, ["made a"]);
  });

  it("are still made for the others when one leaves, and not when all have left", async () => {
    const { shared, log, thing } = workshop();
    const [ready, never] = [gate(), gate()];
    const leaves = new AbortController();
    const make = async () => {
      await ready.promise;
      return thing("a");
    };
    const gone = shared.use("a", make, async () => "gone", { signal: leaves.signal });
    const stays = shared.use("a", make, async () => "stays");
    leaves.abort();
    await refuses(gone, "cancelled");
    ready.open();
    assert.equal(await stays, "stays");

    const alone = new AbortController();
    const started = gate();
    let ended = false;
    const work = shared.use(
      "b",
      async (signal) => {
        started.open();
        signal.addEventListener("abort", () => {
          ended = true;
          never.fail(new Error("ended"));
        });
        await never.promise;
        return thing("b");
      },
      async () => "b",
      { signal: alone.signal },
    );
    await started.promise;
    alone.abort();
    await refuses(work, "cancelled");
    assert.ok(ended);
    assert.deepEqual(log, ["made a"]);
    await refuses(
      shared.use("a", make, async () => "", { signal: alone.signal }),
      "cancelled",
    );
  });

  it("are tried again after a failure, which all who waited hear of", async () => {
    const { shared, use, log } = workshop();
    const failing = async (): Promise<Thing> => {
      throw new Error("no such thing");
    };
    const asked = [1, 2].map(() => shared.use("a", failing, async () => ""));
    for (const one of asked) await assert.rejects(one, /no such thing/);
    assert.equal(await use("a"), "a");
    assert.deepEqual(log, ["made a"]);
  });

  it("go when too many: the least recently used first, and never while in use", async () => {
    const { shared, log, use, thing } = workshop();
    await use("a");
    await use("b");
    await use("a");
    await shared.use(
      "c",
      async () => thing("c"),
      async () => {
        await use("d");
        assert.deepEqual(log, ["made a", "made b", "made c", "made d", "gone b", "gone a"]);
      },
    );
    await use("c");
    assert.equal(log.filter((entry) => entry === "made c").length, 1);
  });

  it("go when too large, all but the last", async () => {
    const { log, use } = workshop(9, 10);
    await use("a", 6);
    await use("b", 4);
    assert.deepEqual(log, ["made a", "made b"]);
    await use("c", 50);
    assert.deepEqual(log.slice(2), ["made c", "gone a", "gone b"]);
  });

  it("are made anew when outdated; who uses the old one keeps it to the end", async () => {
    const { shared, log, use, fresh, thing } = workshop();
    await shared.use(
      "a",
      async () => thing("a"),
      async () => {
        fresh.clear();
        await use("a");
        assert.deepEqual(log, ["made a", "made a"]);
      },
    );
    assert.deepEqual(log, ["made a", "made a", "gone a"]);
    fresh.clear();
    await use("a");
    assert.deepEqual(log.slice(3).sort(), ["gone a", "made a"]);
  });

  it("tell all who wait how far they are, and late ones at once", async () => {
    const { shared, thing } = workshop();
    const [first, second] = [gate(), gate()];
    const heard: string[] = [];
    const hear = (who: string) => (fraction: number) => heard.push(`${who} ${fraction}`);
    const make = async (_: AbortSignal, progress: (fraction: number, phase: string) => void) => {
      progress(0.5, "half");
      first.open();
      await second.promise;
      progress(0.9, "nearly");
      return thing("a");
    };
    const early = shared.use("a", make, async () => "", { progress: hear("early") });
    await first.promise;
    const late = shared.use("a", make, async () => "", { progress: hear("late") });
    await until(() => heard.includes("late 0.5"));
    second.open();
    await Promise.all([early, late]);
    assert.deepEqual(heard.slice(-3).sort(), ["early 0.9", "late 0.5", "late 0.9"]);
  });

  it("are all gone at the end", async () => {
    const { shared, log, use } = workshop();
    await use("a");
    await use("b");
    await shared.dispose();
    assert.deepEqual(log.slice(2).sort(), ["gone a", "gone b"]);
  });
});
