import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../src/protocol/run.ts";
import { trainyard } from "../support/cli.ts";
import { makeWorkspace, SMALL_EXPERIMENT } from "../support/workspace.ts";

const forest = (trees: number) => ({
  ...SMALL_EXPERIMENT,
  recipe: [],
  model: { algorithm: "random-forest", trees },
  report: { groups: ["island"] },
});

describe("trainyard report", function () {
  this.timeout(300_000);

  it("says how good a run is beside the baseline and the champion, as page, Markdown and JSON", async () => {
    const { folder } = makeWorkspace();
    const file = join(folder, "penguins.experiment.json");
    const train = async (trees: number, name: string) => {
      writeFileSync(file, JSON.stringify(forest(trees)));
      const result = await trainyard(folder, ["train", "penguins.experiment.json", "--name", name, "--json"]);
      assert.equal(result.code, 0, result.stderr);
    };
    await train(15, "first");
    assert.equal((await trainyard(folder, ["runs", "champion", "first"])).code, 0);
    await train(16, "second");

    const json = await trainyard(folder, ["report", "second", "--json"]);
    assert.equal(json.code, 0, json.stderr);
    const report = json.json<Report>();
    assert.deepEqual(
      report.versus?.map(({ with: rival, caveat }) => [rival, caveat]),
      [
        ["baseline", undefined],
        ["champion", undefined],
      ],
    );
    assert.equal(report.versus?.[1]?.name, "first");
    assert.equal(report.versus?.[0]?.figures[0]?.verdict, "better");
    assert.equal(report.explanation?.groups[0]?.column, "island");
    assert.ok(report.verdict);
    const [row] = report.explanation?.worst?.rows ?? [];
    const at = report.explanation?.worst?.columns.indexOf("bill_length_mm") ?? -1;
    const lines = readFileSync(join(folder, "penguins.csv"), "utf8").split("\n");
    assert.equal(lines[row?.row ?? 0]?.split(",")[lines[0]?.split(",").indexOf("bill_length_mm") ?? -1], String(row?.cells[at] ?? ""));

    const written = await trainyard(folder, ["report", "second", "--markdown", "r.md", "--out", "r.json"]);
    assert.equal(written.code, 0, written.stderr);
    assert.match(written.stdout, /Better than the baseline .*\n.*champion first/);
    assert.match(readFileSync(join(folder, "r.md"), "utf8"), /^# second: penguins\.experiment\.json\n/);
    assert.equal((JSON.parse(readFileSync(join(folder, "r.json"), "utf8")) as Report).title, report.title);

    const wrong = await trainyard(folder, ["report", "second", "--out", "r.pdf"]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /must be \.html, \.md or \.json/);
  });
});
