import assert from "node:assert/strict";
import fc from "fast-check";
import { describeStep, detectStep, positionOf, type TimeStep, timeAt, usualSeason } from "../../src/engine/forecast/time-step.ts";

const times = (...dates: string[]) => Float64Array.from(dates, (date) => Date.parse(date));
const step = (...dates: string[]) => detectStep([times(...dates)], true) as TimeStep;

describe("the step between rows", () => {
  it("is the commonest one, a whole number of months where the days of the month agree", () => {
    assert.equal(describeStep(step("2024-01-01", "2024-01-02", "2024-01-03")), "1 day");
    assert.equal(describeStep(step("2024-01-01T00:00Z", "2024-01-01T06:00Z", "2024-01-01T12:00Z", "2024-01-02T00:00Z")), "6 hours");
    assert.equal(describeStep(step("2024-01-15", "2024-02-15", "2024-03-15")), "1 month");
    assert.equal(describeStep(step("2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31")), "1 month");
    assert.equal(describeStep(step("2024-01-01", "2024-04-01", "2024-07-01")), "3 months");
    assert.equal(describeStep(detectStep([Float64Array.of(0.1, 0.2, 0.3, 0.4)], false) as TimeStep), "0.1");
    assert.equal(detectStep([Float64Array.of(4)], false), null);
  });

  it("has a usual season", () => {
    assert.equal(usualSeason(step("2024-01-01", "2024-01-02")), 7);
    assert.equal(usualSeason(step("2024-01-01T00:00Z", "2024-01-01T01:00Z")), 24);
    assert.equal(usualSeason(step("2024-01-01", "2024-02-01", "2024-03-01")), 12);
    assert.equal(usualSeason(step("2024-01-01", "2024-04-01", "2024-07-01")), 4);
    assert.equal(usualSeason(step("2024-01-01", "2024-01-08")), 52);
    assert.equal(usualSeason({ unit: "fixed", size: 1, dates: false }), 1);
  });

  it("leads to times and back again", () => {
    const steps = fc.oneof(
      fc.record({ unit: fc.constant("fixed" as const), size: fc.constantFrom(60_000, 3_600_000, 86_400_000), dates: fc.constant(true) }),
      fc.record({ unit: fc.constant("months" as const), count: fc.integer({ min: 1, max: 12 }), monthEnd: fc.constant(false) }),
    );
    const anchors = fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * 86_400_000).setUTCDate(1 + (day % 28)));
    fc.assert(
      fc.property(steps, anchors, fc.integer({ min: -500, max: 500 }), (one, anchor, position) => {
        assert.equal(positionOf(one, anchor, timeAt(one, anchor, position)), position);
      }),
    );
    const ends: TimeStep = { unit: "months", count: 1, monthEnd: true };
    assert.equal(timeAt(ends, Date.parse("2023-12-31"), 2), Date.parse("2024-02-29"));
    assert.equal(positionOf(ends, Date.parse("2023-12-31"), Date.parse("2024-02-28")), null);
  });
});
