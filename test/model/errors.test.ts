import assert from "node:assert/strict";
import { join } from "node:path";
import { modelOtherVersion, modelUnreadable } from "../../src/engine/model/errors.ts";

const copy = join("/", "tmp", "job-1", "artifacts", "model", "model.json");

describe("a model's file that cannot be used", () => {
  it("is named by its place in the run, not by that of a copy that is gone", () => {
    assert.deepEqual(modelOtherVersion(copy, 99).facts.place, { file: join("artifacts", "model", "model.json") });
    const own = join("/", "artifacts", "job-1", "artifacts", "recipe.json");
    assert.deepEqual(modelUnreadable(own, "it is missing").facts.place, { file: join("artifacts", "recipe.json") });
    assert.deepEqual(modelUnreadable("model.json", "it is missing").facts.place, { file: "model.json" });
  });

  it("is told in one sentence, however long a library's is", () => {
    const { facts } = modelUnreadable(copy, "Unknown layer: Dance. This may be due to one of the following reasons:\n1. The layer is");
    assert.equal(facts.message, "The model's file cannot be used: Unknown layer: Dance.");
  });
});
