import assert from "node:assert/strict";
import fc from "fast-check";
import { rank } from "../../src/host/runs/rank.ts";
import { aRun, scored } from "../support/runs.ts";

const ids = (runs: { id: string }[]) => runs.map(({ id }) => id);

describe("rank", () => {
  it("puts live runs first, then the best, then those without the figure", () => {
    const worse = scored(0.8);
    const best = scored(0.95);
    const failed = aRun({ status: "FAILED", headline: null });
    const live = aRun({ status: "RUNNING", headline: null });
    const ranking = rank([live, failed, best, worse]);
    assert.deepEqual(ids(ranking.ordered), ids([live, best, worse, failed]));
    assert.equal(ranking.best, best);
    assert.equal(ranking.metric, "val_acc");
    assert.ok(Math.abs((ranking.lead as number) - 0.15) < 1e-12);
  });

  it("takes the lowest for a figure that is to be small", () => {
    const low = aRun({ headline: { metric: "val_loss", value: 0.1, direction: "min" } });
    const high = aRun({ headline: { metric: "val_loss", value: 0.5, direction: "min" } });
    assert.equal(rank([high, low]).best, low);
  });

  it("ranks by the metric of the newest run, and does not compare it with another", () => {
    const old = scored(0.99);
    const now = aRun({ headline: { metric: "val_loss", value: 0.3, direction: "min" } });
    const ranking = rank([now, old]);
    assert.equal(ranking.best, now);
    assert.equal(ranking.lead, null);
    assert.deepEqual(ids(ranking.ordered), ids([now, old]));
  });

  it("does not count a figure that is not a number, nor that of a run in progress", () => {
    const nan = scored(Number.NaN);
    const live = scored(0.99, { status: "RUNNING" });
    const real = scored(0.5);
    assert.equal(rank([live, nan, real]).best, real);
  });

  it("has no best among no runs", () => {
    assert.deepEqual(rank([]), { metric: null, ordered: [], best: null, lead: null });
  });

  it("loses no run and repeats none", () => {
    const run = fc.record({ value: fc.double(), status: fc.constantFrom("RUNNING", "FINISHED", "FAILED", "KILLED") });
    fc.assert(
      fc.property(fc.array(run), (facts) => {
        const runs = facts.map(({ value, status }) => scored(value, { status: status as "FINISHED" }));
        assert.deepEqual(ids(rank(runs).ordered).sort(), ids(runs).sort());
      }),
    );
  });
});
