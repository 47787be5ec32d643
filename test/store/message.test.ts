import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { decode, encode } from "../../src/engine/store/run/codec.ts";
import { formatMessage, parseMessage } from "../../src/engine/store/run/message.ts";
import { summaryOf } from "../../src/engine/store/run/summary.ts";
import type { Run } from "../../src/protocol/run.ts";
import { newRun } from "./support.ts";

const trailers = (message: string) =>
  String(execFileSync("git", ["interpret-trailers", "--parse"], { input: message }))
    .trim()
    .split("\n");

describe("store: a run's commit message", () => {
  const run = newRun({
    id: "01M7YWGQ0NXZ2DJJT0JYM4DETG",
    name: "calm-heron",
    status: "FINISHED",
    metrics: { val_acc: { last: 0.98, best: 0.985, bestStep: 31, steps: 50, direction: "max" } },
    scores: { test: { accuracy: 0.971 } },
    headline: { metric: "val_acc", value: 0.985, direction: "max" },
  });

  it("reads well in git log", () => {
    const [subject, , params, metrics, test] = formatMessage(run).split("\n");
    assert.equal(subject, "trainyard run calm-heron: penguins val_acc 0.985 (FINISHED)");
    assert.equal(params, "optimizer adam, units 64, lr 0.01");
    assert.equal(metrics, "val_acc 0.98 (best 0.985, step 31)");
    assert.equal(test, "Test split: accuracy 0.971");
  });

  it("ends with trailers that git reads", () => {
    assert.deepEqual(trailers(formatMessage(run)), [
      "Run: 01M7YWGQ0NXZ2DJJT0JYM4DETG",
      "Experiment: penguins.experiment.json",
      "Data: penguins.csv",
      `Data-SHA256: ${"ab".repeat(32)}`,
      "Backend: wasm",
      "Status: FINISHED",
    ]);
  });

  it("carries the summary, whatever the names and figures are", () => {
    const text = fc.string({ unit: "binary" });
    const figure = fc.double();
    fc.assert(
      fc.property(
        text,
        text,
        fc.dictionary(text, fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())),
        figure,
        (name, group, params, value) => {
          const summary = { last: value, best: value, bestStep: 1, steps: 1, direction: "max" as const };
          const odd: Run = { ...run, name, group, params, metrics: { [name]: summary }, scores: { test: { [group]: value } } };
          const message = formatMessage(odd);
          const copy = JSON.parse(JSON.stringify(summaryOf(odd)));
          const read = parseMessage(message);
          assert.deepEqual(JSON.parse(JSON.stringify(read)), copy);
          assert.ok(Object.is(read?.scores.test?.[group], value === 0 ? 0 : value));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is not mistaken in what is no run", () => {
    for (const message of ["", "fix: a thing\n\n{not json\n", 'x\n\n{"id":1}\n', 'x\n\n{"id":"a","name":"b"}\n'])
      assert.equal(parseMessage(message), undefined);
  });

  it("keeps numbers that JSON has no words for", () => {
    const odd = { ...run, scores: { train: { x: Number.NEGATIVE_INFINITY, y: Number.NaN } } };
    assert.deepEqual(decode(encode(odd)), odd);
    const ranked = { ...odd, headline: { metric: "loss", value: Number.NaN, direction: "min" as const } };
    assert.deepEqual(decode(encode(ranked)), { ...odd, headline: null }, "runs are ranked by numbers");
    assert.equal(decode("[]"), undefined);
  });
});
