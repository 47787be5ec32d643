import { formatNumber, formatScore, plural } from "../../shared/format.ts";
import type { Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";
import { table } from "../terminal/table.ts";

export const evaluate: Command = {
  name: "evaluate",
  positionals: ["RUN"],
  summary: "Evaluate a run's model on its held-out test split, or on another file.",
  flags: { data: { type: "string", value: "FILE", help: "Rows to evaluate on; they need the target." }, ...READING_FLAGS },
  examples: ["trainyard evaluate calm-heron", "trainyard evaluate calm-heron --data new.csv --json"],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [run = ""] = positionals;
    const client = await engine();
    terminal.progress("evaluating");
    const result = await client.request(
      "run/evaluate",
      { folder: cwd, run, ...readingOfFlags(evaluate, flags), ...(flags.data === undefined ? {} : { file: String(flags.data) }) },
      { signal },
    );
    const rows = Object.entries(result.metrics).map(([name, value]) => [
      name,
      formatScore(value),
      ...(result.target === null ? [] : [score(result.baseline[name])]),
    ]);
    const on = typeof result.on === "string" ? `the ${result.on} split` : result.on.file;
    terminal.print(
      `${plural(result.rows, "row")} of ${on}${result.skipped ? ` (${formatNumber(result.skipped)} ${result.target === null ? "dropped by the recipe" : "without a known target"} left out)` : ""}\n`,
    );
    terminal.print(table(["", "model", ...(result.target === null ? [] : ["baseline"])], rows));
    if (result.confusion) {
      const { labels, matrix } = result.confusion;
      terminal.print(
        `\n${table(
          ["actual \\ predicted", ...labels],
          matrix.map((counts, i) => [labels[i] ?? "", ...counts.map(String)]),
        )}`,
      );
    }
    return result;
  },
};

const score = (value: number | undefined) => (value === undefined ? "" : formatScore(value));
