import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDirectory, countPaces, paceCache } from "../../src/engine/measure/cache.ts";
import { tempDir } from "../support/temp.ts";

const PACES = { "tensorflow-1": { step: 0.3, ready: 1000 }, cpu: { step: 30, ready: 500, givenUp: true }, wasm: { step: null, ready: 10 } };

describe("what was measured before", () => {
  it("is found again, and nothing where there is none", async () => {
    const directory = join(tempDir(), "new", "paces");
    const cache = paceCache(directory);
    assert.deepEqual(await cache.read("a"), {});
    await cache.write("a", PACES);
    assert.deepEqual(await paceCache(directory).read("a"), PACES);
    assert.deepEqual(await cache.read("b"), {});
  });

  for (const [what, text] of [
    ["no JSON", "{"],
    ["another thing", '{"tensorflow-1": 3}'],
    ["a list", "[]"],
    ["a wrong figure", '{"wasm": {"step": -1, "ready": 0}}'],
    ["a wrong count", '{"wasm": {"step": 1, "ready": 0, "disturbed": "yes"}}'],
    ["nothing", ""],
  ])
    it(`counts as not there where its file holds ${what}, and is written anew`, async () => {
      const directory = tempDir();
      writeFileSync(join(directory, "a.json"), text as string);
      const cache = paceCache(directory);
      assert.deepEqual(await cache.read("a"), {});
      await cache.write("a", PACES);
      assert.deepEqual(await cache.read("a"), PACES);
    });

  it("is never seen half written by others, and leaves nothing beside it", async () => {
    const directory = tempDir();
    const cache = paceCache(directory);
    await cache.write("a", PACES);
    const writes = Array.from({ length: 20 }, () => cache.write("a", PACES));
    const reads = await Promise.all(Array.from({ length: 50 }, () => cache.read("a")));
    await Promise.all(writes);
    for (const read of reads) assert.deepEqual(read, PACES);
    assert.deepEqual(readdirSync(directory), ["a.json"]);
  });

  it("is bounded: the oldest go", async () => {
    const directory = tempDir();
    const cache = paceCache(directory, 5);
    for (let i = 0; i < 12; i += 1) await cache.write(`network-${i}`, PACES);
    assert.ok(readdirSync(directory).length <= 5);
    assert.deepEqual(await cache.read("network-11"), PACES);
    assert.deepEqual(await countPaces(directory), { networks: 5, disturbed: 0 });
    assert.deepEqual(await countPaces(join(directory, "none")), { networks: 0, disturbed: 0 });
  });

  it("is counted with what was measured on a busy machine, while that is measured again", async () => {
    const directory = tempDir();
    const cache = paceCache(directory);
    await cache.write("quiet", PACES);
    await cache.write("busy", { ...PACES, "tensorflow-1": { step: 0.3, ready: 1000, disturbed: 2 } });
    await cache.write("always", { ...PACES, "tensorflow-1": { step: 0.3, ready: 1000, disturbed: 3 } });
    assert.deepEqual(await countPaces(directory), { networks: 3, disturbed: 1 });
  });

  it("cannot be written without an error", async () => {
    const file = join(tempDir(), "file");
    writeFileSync(file, "");
    await paceCache(join(file, "below")).write("a", PACES);
    assert.deepEqual(await paceCache(join(file, "below")).read("a"), {});
  });

  it("lies where the platform keeps such things", () => {
    assert.equal(cacheDirectory({ platform: "linux", env: { XDG_CACHE_HOME: "/c" } }), join("/c", "trainyard"));
    assert.match(cacheDirectory({ platform: "linux", env: {} }), /\.cache.trainyard$/);
    assert.match(cacheDirectory({ platform: "darwin", env: {} }), /Library.Caches.trainyard$/);
    assert.equal(cacheDirectory({ platform: "win32", env: { LOCALAPPDATA: "L" } }), join("L", "trainyard", "Cache"));
  });
});
