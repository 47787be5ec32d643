import assert from "node:assert/strict";
import type { Profile } from "../../src/protocol/profile.ts";
import { trainyard } from "../support/cli.ts";
import { makeWorkspace } from "../support/workspace.ts";

describe("trainyard profile", function () {
  this.timeout(300_000);

  it("takes limits of alerts, a sample and its seed, and passes them on to the page", async () => {
    const { folder } = makeWorkspace({ name: "thresholds" });
    const words = [
      "profile",
      "penguins.csv",
      "--json",
      "--threshold",
      "MISSING=0.5, HIGH_CORRELATION=0.999",
      "--sample",
      "100",
      "--seed",
      "3",
    ];
    const found = (await trainyard(folder, [...words, "--html", "out.html"])).json<Profile>();
    assert.deepEqual([found.thresholds.MISSING, found.thresholds.HIGH_CORRELATION, found.thresholds.ZEROS], [0.5, 0.999, 0.01]);
    assert.deepEqual([found.rows, found.sampledFrom, found.seed, found.correlations.length], [100, 344, 3, 0]);
    const all = (await trainyard(folder, ["profile", "penguins.csv", "--json"])).json<Profile>();
    assert.ok(all.correlations.length > 0 && all.spearman !== null && all.cramersV !== null && all.correlationRatio !== null);
  });

  it("names the limits there are when one is wrong", async () => {
    const { folder } = makeWorkspace({ name: "wrong thresholds" });
    for (const [given, pattern] of [
      ["MISING=0.5", /one of MISSING, ZEROS/],
      ["MISSING", /needs NAME=VALUE/],
      ["MISSING=much", /a number from 0, not "much"/],
    ] as const) {
      const { code, stdout, stderr } = await trainyard(folder, ["profile", "penguins.csv", "--threshold", given]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, pattern);
    }
  });
});
