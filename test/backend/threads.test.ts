import assert from "node:assert/strict";
import { allThreads, threadsEnvironment, threadsOfEnvironment } from "../../src/engine/backend/threads.ts";

describe("threads of native TensorFlow", () => {
  it("are asked for by its environment, one without handing work over", () => {
    assert.deepEqual(threadsEnvironment(1), { TF_NUM_INTRAOP_THREADS: "1", TF_NUM_INTEROP_THREADS: "-1" });
    for (const count of [1, 2, 5]) assert.equal(threadsOfEnvironment(threadsEnvironment(count)), count);
  });

  it("are the user's where the environment says something of them", () => {
    assert.equal(threadsOfEnvironment({}), undefined);
    assert.equal(threadsOfEnvironment({ TF_NUM_INTRAOP_THREADS: "2" }), 2);
    assert.equal(threadsOfEnvironment({ TF_NUM_INTEROP_THREADS: "2" }), allThreads());
    assert.equal(threadsOfEnvironment({ TF_NUM_INTRAOP_THREADS: "0" }), allThreads());
  });
});
