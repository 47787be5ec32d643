import type { StepFacts } from "../../protocol/prepare.ts";
import { SPLITS, type SplitName } from "../../protocol/run.ts";
import { plural } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Command } from "../command.ts";
import { table } from "../terminal/table.ts";

export const prepare: Command = {
  name: "prepare",
  positionals: ["EXPERIMENT"],
  summary: "Write an experiment's rows as its model is given them: split, and prepared by the recipe.",
  flags: {
    out: { type: "string", value: "FILE", help: "CSV or Parquet to write, by its ending.", required: true },
    split: { type: "string", value: "NAME", help: "Only the rows of train, validation or test." },
  },
  examples: [
    "trainyard prepare penguins.experiment.json --out prepared.csv",
    "trainyard prepare penguins.experiment.json --out train.parquet --split train",
  ],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [file = ""] = positionals;
    const split = flags.split === undefined ? {} : { split: splitOf(String(flags.split)) };
    const client = await engine();
    const result = await client.request(
      "recipe/apply",
      { folder: cwd, file, out: String(flags.out), ...split },
      { signal, onProgress: ({ message, fraction }) => terminal.progress(message, fraction) },
    );
    if (result.steps.length > 0) terminal.print(`${describe(result.steps)}\n`);
    const sides = Object.entries(result.splits).map(([name, rows]) => `${name} ${rows?.toLocaleString("en-US")}`);
    terminal.print(
      `${plural(result.rows, "row")} (${sides.join(", ")}), ${plural(result.columns.length, "column")} written to ${result.out}.`,
    );
    return result;
  },
};

function splitOf(name: string): SplitName {
  const found = SPLITS.find((split) => split === name);
  if (found) return found;
  throw usageError(prepare, `There is no split "${name}": choose one of ${SPLITS.join(", ")}.`);
}

/** What each step did to the training rows. */
function describe(steps: readonly StepFacts[]): string {
  const rows = steps.map(({ index, name, state, rows: [rowsBefore, rowsAfter], columns, missing, changedCells }) => [
    `${index + 1}. ${name}`,
    state === "done" ? "" : state,
    arrow(columns),
    rowsBefore === rowsAfter ? "" : `-${(rowsBefore - rowsAfter).toLocaleString("en-US")}`,
    arrow(missing),
    changedCells === 0 ? "" : changedCells.toLocaleString("en-US"),
  ]);
  return table(["step", "", "columns", "rows", "missing", "changed cells"], rows);
}

const arrow = ([before, after]: [number, number]): string =>
  before === after ? before.toLocaleString("en-US") : `${before.toLocaleString("en-US")} -> ${after.toLocaleString("en-US")}`;
