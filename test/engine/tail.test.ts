import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { JournalTail } from "../../src/engine/run/tail.ts";
import { MetricSummaries, parseMetricLines } from "../../src/engine/store/metrics.ts";
import { tempDir } from "../support/temp.ts";

const line = (key: string, value: number, step: number) => Buffer.from(`${JSON.stringify({ key, value, step, timestamp: 1 })}\n`);

describe("journal tail", () => {
  it("is empty before there is a journal", () => {
    assert.deepEqual(new JournalTail(join(tempDir(), "metrics.jsonl")).summaries(), {});
  });

  it("knows at each look what the whole journal says, wherever a write was cut", () => {
    const pieces = fc.array(
      fc.tuple(fc.constantFrom("loss", "val_größe"), fc.double({ noNaN: true, min: -9, max: 9 }), fc.integer({ min: 1, max: 40 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(pieces, (lines) => {
        const file = join(tempDir(), "metrics.jsonl");
        const tail = new JournalTail(file);
        const bytes = Buffer.concat(lines.map(([key, value], i) => line(key, value, i + 1)));
        let at = 0;
        for (const [, , size] of lines) {
          appendFileSync(file, bytes.subarray(at, at + size));
          at += size;
          tail.summaries();
        }
        appendFileSync(file, bytes.subarray(at));
        const whole = new MetricSummaries();
        for (const one of parseMetricLines(readFileSync(file, "utf8"))) whole.add(one);
        assert.deepEqual(tail.summaries(), whole.all());
      }),
      { numRuns: 50 },
    );
  });
});
