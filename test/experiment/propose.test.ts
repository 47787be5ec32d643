import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { profile } from "../../src/engine/data/profile/profile.ts";
import { draftExperiment } from "../../src/engine/experiment/draft.ts";
import { proposeFor } from "../../src/engine/experiment/propose.ts";
import { RULES } from "../../src/engine/experiment/rules.ts";
import { TEMPLATES } from "../../src/engine/experiment/templates.ts";
import { TASKS_OF } from "../../src/protocol/task.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

const profileOf = (file: string) => profile({ file }, { folder: "/", signal: new AbortController().signal, tempDirectory: tempDir() });

function table(rows: number, columns: Record<string, (row: number) => unknown>): string {
  const file = join(tempDir(), "data.csv");
  const names = Object.keys(columns);
  const lines = Array.from({ length: rows }, (_, row) => names.map((name) => columns[name]?.(row)).join(","));
  writeFileSync(file, [names.join(","), ...lines].join("\n"));
  return file;
}

const noise = (seed: number) => (row: number) => (Math.sin(row * 12.9898 + seed * 78.233) * 43758.5453) % 1;
const best = async (file: string, target?: string) => proposeFor(await profileOf(file), target).proposals[0]?.algorithm;

describe("proposed algorithms", () => {
  it("are a plain model for few rows, boosted trees for a table of some size", async () => {
    assert.equal(await best(PENGUINS, "species"), "linear");
    const mixed = { y: (row: number) => noise(1)(row) + row, a: noise(2), kind: (row: number) => "abc"[row % 3] };
    assert.equal(await best(table(800, mixed), "y"), "gradient-boosted-trees");
    assert.equal(await best(table(300, mixed), "y"), "random-forest");
  });

  it("are a plain model where there are more columns than rows", async () => {
    const wide = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`x${at}`, noise(at)]));
    const [first] = proposeFor(await profileOf(table(50, { ...wide, y: (row) => noise(99)(row) })), "y").proposals;
    assert.equal(first?.algorithm, "linear");
    assert.match(first?.reason ?? "", /more columns \(60\) than rows \(50\)/);
  });

  it("hold the baseline always and last, one best, and a sentence each that ends", async () => {
    const { proposals, why } = proposeFor(await profileOf(PENGUINS), "body_mass_g");
    assert.match(why[0] ?? "", /regression/);
    assert.equal(proposals.at(-1)?.algorithm, "baseline");
    assert.equal(proposals.filter((one) => one.best).length, 1);
    assert.equal(proposals[0]?.best, true);
    for (const { reason, title } of proposals) assert.match(`${title}: ${reason}`, /^[A-Z].*[a-z0-9)]\.$/);
  });

  it("without a target are of tasks without one", async () => {
    const { proposals } = proposeFor(await profileOf(PENGUINS), undefined);
    for (const { task, algorithm } of proposals) assert.ok(TASKS_OF[algorithm as keyof typeof TASKS_OF].includes(task));
    assert.ok(proposals.filter((one) => one.best).length <= 1);
  });

  it("can all be drafted, and the draft is of the best unless another is asked for", async () => {
    const data = await profileOf(PENGUINS);
    for (const target of ["species", "body_mass_g", undefined]) {
      const { proposals } = proposeFor(data, target);
      for (const { algorithm, task } of proposals) {
        const draft = draftExperiment({ profile: data, data: "d.csv", task, algorithm, ...(target && { target }) });
        assert.equal(draft.algorithm, algorithm);
      }
    }
    const draft = draftExperiment({ profile: data, data: "d.csv", target: "species" });
    assert.deepEqual([draft.algorithm, draft.proposals[0]?.algorithm], ["linear", "linear"]);
  });

  it("have a rule for each algorithm that an experiment can be written for", () => {
    assert.deepEqual(
      Object.keys(TEMPLATES).filter((algorithm) => !(algorithm in RULES)),
      [],
    );
  });

  it("say which class is rare", async () => {
    const file = table(600, { a: noise(1), b: noise(2), bad: (row) => (row % 40 === 0 ? "yes" : "no") });
    const { reasons } = draftExperiment({ profile: await profileOf(file), data: "d.csv", target: "bad" });
    assert.ok(
      reasons.some((reason) => reason.startsWith("The class yes is rare (2.5 % of the rows)")),
      reasons.join("\n"),
    );
  });
});
