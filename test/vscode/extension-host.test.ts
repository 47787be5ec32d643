import assert from "node:assert/strict";
import { runInExtensionHost } from "./harness/extension-host.ts";
import { demoWorkspace } from "./harness/workspace.ts";

// Mocha runs inside VS Code's extension host; what it found is told again here, test by test.
const outcome = await runInExtensionHost(demoWorkspace);

describe("in the extension host", () => {
  for (const test of outcome.tests) {
    it(`${test.suite}: ${test.title}`, function () {
      if (test.state === "pending") this.skip();
      assert.equal(test.state, "passed", test.message);
    });
  }

  it("came to a good end", () => {
    const passed = outcome.tests.filter((test) => test.state === "passed").length;
    assert.ok(outcome.done && outcome.exit === 0 && passed > 0, `exit ${outcome.exit}; ${outcome.error ?? ""}\n${outcome.log}`);
  });

  it("left no process of ours behind", () => {
    assert.deepEqual(outcome.left, []);
  });
});
