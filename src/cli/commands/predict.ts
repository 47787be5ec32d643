import { plural } from "../../shared/format.ts";
import type { Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";

export const predict: Command = {
  name: "predict",
  positionals: ["RUN"],
  summary: "Write a file's rows with a run's predictions beside them.",
  flags: {
    data: { type: "string", value: "FILE", help: "Rows to predict; the target is not needed.", required: true },
    out: { type: "string", value: "FILE", help: "CSV to write.", required: true },
    ...READING_FLAGS,
  },
  examples: ["trainyard predict calm-heron --data new.csv --out predictions.csv"],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [run = ""] = positionals;
    const client = await engine();
    terminal.progress("predicting");
    const query = { ...readingOfFlags(predict, flags), folder: cwd, run, file: String(flags.data), out: String(flags.out) };
    const result = await client.request("run/predict", query, { signal });
    terminal.print(`${plural(result.rows, "row")} written to ${result.out}, with ${result.columns.join(", ")}.`);
    return result;
  },
};
