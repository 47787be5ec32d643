import { plural } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";

export const predict: Command = {
  name: "predict",
  positionals: ["RUN"],
  summary: "Write a file's rows with a run's predictions beside them.",
  flags: {
    data: { type: "string", value: "FILE", help: "Rows to predict; the target is not needed, but of forecasts." },
    horizon: { type: "number", value: "STEPS", help: "Instead: the next steps of a forecaster's series." },
    out: { type: "string", value: "FILE", help: "CSV to write.", required: true },
    ...READING_FLAGS,
  },
  examples: [
    "trainyard predict calm-heron --data new.csv --out predictions.csv",
    "trainyard predict calm-heron --horizon 7 --out next-week.csv",
  ],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [run = ""] = positionals;
    const { data: file, horizon } = flags;
    if ((file === undefined) === (horizon === undefined)) throw usageError(predict, "Give either --data or --horizon.");
    if (horizon !== undefined && !(Number.isInteger(horizon) && Number(horizon) > 0))
      throw usageError(predict, "--horizon is a whole number of steps, from 1.");
    const client = await engine();
    terminal.progress("predicting");
    const what = file === undefined ? { horizon: Number(horizon) } : { file: String(file) };
    const query = { ...readingOfFlags(predict, flags), folder: cwd, run, ...what, out: String(flags.out) };
    const result = await client.request("run/predict", query, { signal });
    terminal.print(`${plural(result.rows, "row")} written to ${result.out}, with ${result.columns.join(", ")}.`);
    for (const note of result.notes) terminal.print(`  i ${note}`);
    return result;
  },
};
