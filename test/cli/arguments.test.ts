import assert from "node:assert/strict";
import { parseArguments } from "../../src/cli/arguments.ts";
import { train } from "../../src/cli/commands/train.ts";
import { helpOf } from "../../src/cli/help.ts";
import { sparkline } from "../../src/cli/terminal/bar.ts";
import { plot } from "../../src/cli/terminal/plot.ts";
import { table } from "../../src/cli/terminal/table.ts";
import { TrainyardError } from "../../src/shared/errors.ts";

const refused = (words: string[], pattern: RegExp) =>
  assert.throws(
    () => parseArguments(train, words),
    (error) => TrainyardError.is(error, "usage") && pattern.test(`${error.message} ${error.facts.remedy}`),
  );

describe("command line", () => {
  it("takes flags before, after and with =", () => {
    assert.deepEqual(parseArguments(train, ["--seed=7", "a.experiment.json", "--json"]), {
      positionals: ["a.experiment.json"],
      flags: { seed: 7, json: true },
    });
  });

  it("refuses what it does not know and suggests what was meant", () => {
    refused(["a.ts", "--bakend", "wasm"], /Did you mean --backend/);
    refused(["a.ts", "b.ts"], /"b.ts" is one argument too many/);
    refused(["a.ts", "--seed", "x"], /whole number/);
    refused(["a.ts", "--seed"], /needs a value/);
  });

  it("help names every flag", () => {
    const text = helpOf(train);
    for (const flag of ["--backend", "--seed", "--name", "--json", "--cwd", "--help"]) assert.ok(text.includes(flag), flag);
  });

  it("draws tables, sparklines and curves", () => {
    assert.equal(
      table(
        ["a", "b"],
        [
          ["x", "1"],
          ["yy", "10"],
        ],
      ),
      "  a    b\n  x    1\n  yy  10",
    );
    assert.equal(sparkline([0, 1, 2, Number.NaN, 7]), "▁▂▃ █");
    const picture = plot([{ name: "loss", steps: [1, 2, 3], values: [3, 2, 1] }], { width: 10, height: 3, colour: false });
    const rows = picture.split("\n");
    assert.equal(rows.length, 5);
    assert.match(rows[0] as string, /^ {2}3 \S/);
    assert.match(picture, /epoch 1 +epoch 3/);
    assert.equal(plot([], { width: 10, height: 3, colour: false }), "");
  });
});
