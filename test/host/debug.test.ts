import assert from "node:assert/strict";
import { join } from "node:path";
import { attachConfiguration } from "../../src/host/debug/configuration.ts";

describe("attachConfiguration", () => {
  const configuration = attachConfiguration({ file: join("/work", "train.ts"), port: 4711, extension: join("/ext", "trainyard") });

  it("attaches to this machine alone, and lets the script go on once attached", () => {
    const { type, request, address, port, continueOnAttach } = configuration;
    assert.deepEqual([type, request, address, port, continueOnAttach], ["node", "attach", "127.0.0.1", 4711, true]);
  });

  it("is called by its script, and steps over our own code", () => {
    assert.equal(configuration.name, "Trainyard: train.ts");
    assert.equal(configuration.cwd, "/work");
    assert.ok((configuration.skipFiles as string[]).includes(join("/ext", "trainyard", "dist", "**")));
  });
});
