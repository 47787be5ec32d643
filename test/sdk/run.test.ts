import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { folder, runScriptIn } from "../script/run-script.ts";
import { ROOT } from "../support/paths.ts";

const SCRIPT = `
import { run, dataset } from "trainyard";
import { writeFileSync } from "node:fs";
const { rows, column } = dataset("data.csv");
run.params({ depth: 3, kind: "tree" });
run.metric("score", 0.5);
run.metric("score", 0.75);
run.metrics({ score: 1, other: 2 }, 10);
writeFileSync("plot.txt", "a plot");
run.artifact("plot.txt");
run.note("Looks fine.");
console.log(rows.length, column("x").join(), run.seed, run.signal.aborted);
`;
const FILES = {
  "data.csv": "x,y\n1,2\n3,4\n",
  "a.mjs": SCRIPT,
  "a.cjs": SCRIPT.replace(/import (\{[^}]*\}) from ("[^"]*")/g, "const $1 = require($2)"),
};

describe("sdk: run", function () {
  this.timeout(300_000);
  for (const script of ["a.mjs", "a.cjs"]) {
    it(`${script}: inside Trainyard all of it is kept`, async () => {
      const ran = await runScriptIn(folder(FILES), script, { seed: 5 });
      assert.equal(ran.error, undefined);
      assert.equal(ran.stdout, "2 1,3 5 false\n");
      assert.deepEqual(ran.outcome?.params, { dataset: "data.csv", depth: 3, kind: "tree" });
      assert.deepEqual(
        ran.metrics.map(({ key, value, step }) => [key, value, step]),
        [
          ["score", 0.5, 1],
          ["score", 0.75, 2],
          ["score", 1, 10],
          ["other", 2, 10],
        ],
      );
      assert.equal(readFileSync(join(ran.directory, "artifacts", "plot.txt"), "utf8"), "a plot");
      assert.ok(ran.outcome?.notes.includes("Looks fine."));
    });

    it(`${script}: under plain node it reads and changes nothing`, () => {
      const directory = folder(FILES);
      mkdirSync(join(directory, "node_modules"));
      symlinkSync(ROOT, join(directory, "node_modules", "trainyard"));
      const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd: directory, encoding: "utf8" });
      assert.equal(stderr, "");
      assert.equal(stdout, "2 1,3 null false\n");
    });
  }

  it("a value that is no number is refused", async () => {
    const ran = await runScriptIn(folder({ "a.mjs": 'import { run } from "trainyard";\nrun.metric("loss", "0.5");' }), "a.mjs");
    assert.equal(ran.error?.code, "script-failed");
    assert.match(ran.error?.message ?? "", /loss has to be a number/);
    assert.equal(ran.error?.place?.line, 2);
  });
});
