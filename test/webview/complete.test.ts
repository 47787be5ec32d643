import assert from "node:assert/strict";
import fc from "fast-check";
import { parseFilter } from "../../src/engine/store/filter/parse.ts";
import { complete, vocabularyOf } from "../../webview/history/complete.ts";
import { runsOf, summaryOfRun } from "./fixtures/run.ts";

const vocabulary = vocabularyOf(runsOf(20).map(summaryOfRun));
const at = (text: string) => complete(text, text.length, vocabulary);

describe("completion of a filter", () => {
  it("offers names first, then operators, then values seen, then how to go on", () => {
    assert.ok(at("").items.includes("metrics.val_acc"));
    assert.deepEqual(at("metrics.val_a").items, ["metrics.val_acc"]);
    assert.deepEqual(at("val_a").items, ["metrics.val_acc"], "also without saying of what");
    assert.ok(at("metrics.val_acc ").items.includes(">"));
    assert.deepEqual(at("params.optimizer = ").items, ["'adam'"]);
    assert.ok(at("status = 'F").items.includes("'FINISHED'"));
    assert.deepEqual(at("metrics.val_acc > 0.9 ").items, ["and", "or"]);
    assert.ok(at("metrics.val_acc > 0.9 and ").items.includes("status"));
    assert.equal(at("metrics.val_acc > 0.9 and par").from, 26);
  });

  it("writes only what the engine understands", () => {
    fc.assert(
      fc.property(fc.constantFrom(...vocabulary.values.keys()), fc.constantFrom("and", "or"), (name, join) => {
        const value = vocabulary.values.get(name)?.[0] ?? "1";
        parseFilter(`${name} = ${value} ${join} metrics.val_acc > 0.5`);
      }),
    );
    const odd = vocabularyOf([{ ...summaryOfRun(runsOf(1)[0]!), params: { "learning rate": 0.1, "it`s": "o'clock" } }]);
    for (const [name, [value]] of odd.values) if (name !== "status") parseFilter(`${name} = ${value}`);
  });
});
