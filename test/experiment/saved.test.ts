import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readExperimentFile } from "../../src/engine/experiment/saved.ts";
import { tempDir } from "../support/temp.ts";

describe("the experiment that a run kept", () => {
  const file = join(tempDir(), "artifacts", "experiment.json");

  it("that is missing among its artifacts is said by its place", () =>
    assert.rejects(readExperimentFile(file, "calm-heron"), ({ facts }) => {
      assert.deepEqual([facts.code, facts.place], ["model-unreadable", { file: "artifacts/experiment.json" }]);
      return true;
    }));

  it("of an algorithm of another version is said to be of one", async () => {
    const other = join(tempDir(), "experiment.json");
    writeFileSync(other, JSON.stringify({ data: "a.csv", target: "y", task: "binary", model: { algorithm: "mlp-of-tomorrow" } }));
    await assert.rejects(readExperimentFile(other, "calm-heron"), { code: "experiment-of-another-version" });
  });
});
