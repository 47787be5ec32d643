import { SPLITS } from "../../protocol/run.ts";
import type { SplitCheck, SplitColumn } from "../../protocol/split.ts";
import { formatNumber, formatShare, plural } from "../../shared/format.ts";
import type { Command } from "../command.ts";
import { table } from "../terminal/table.ts";

const MOST_CLASSES = 12;
const MOST_COLUMNS = 8;

export const split: Command = {
  name: "split",
  positionals: ["EXPERIMENT"],
  summary: "Check how an experiment parts its rows: sizes, classes, duplicates, groups, time, distributions.",
  flags: {},
  examples: ["trainyard split penguins.experiment.json", "trainyard split penguins.experiment.json --json"],
  async run({ positionals }, { cwd, terminal, signal, engine }) {
    const [file = ""] = positionals;
    const client = await engine();
    const check = await client.request(
      "split/check",
      { folder: cwd, file },
      { signal, onProgress: ({ message, fraction }) => terminal.progress(message, fraction) },
    );
    terminal.print(describe(check));
    return check;
  },
};

function describe({ method, splits, leftOut, classes, columns, facts, notes }: SplitCheck): string {
  const used = splits.train + splits.validation + splits.test;
  const sizes = SPLITS.map((name) => [name, formatNumber(splits[name]), formatShare(splits[name], used)]);
  const parts = [
    `Split by ${method}: ${plural(used, "row")}${leftOut > 0 ? `, ${formatNumber(leftOut)} left out` : ""}`,
    "",
    table(["split", "rows", "share"], sizes),
  ];
  if (classes) {
    const shown = classes
      .slice(0, MOST_CLASSES)
      .map(({ label, rows }) => [label, ...SPLITS.map((name) => formatShare(rows[name], splits[name]))]);
    parts.push("", table(["class", ...SPLITS], shown));
    if (classes.length > MOST_CLASSES) parts.push(`  and ${classes.length - MOST_CLASSES} more; --json shows all`);
  }
  const apart = columns.map((column) => ({ column, most: farthest(column) })).sort((a, b) => b.most - a.most);
  if (apart.length > 0) {
    const shown = apart
      .slice(0, MOST_COLUMNS)
      .map(({ column }) => [column.name, ...column.splits.map(({ distance }) => distance?.toFixed(3) ?? "")]);
    parts.push("", table(["distance from all rows", ...SPLITS], shown));
    if (apart.length > MOST_COLUMNS) parts.push(`  and ${apart.length - MOST_COLUMNS} more, closer; --json shows all`);
  }
  const told = [
    ...facts.map(({ severity, message, remedy, kind }) => `  ${severity === "warning" ? "!" : "i"} ${message} ${remedy} [${kind}]`),
    ...notes.map((note) => `  i ${note}`),
  ];
  return [...parts, "", ...(told.length > 0 ? told : ["  Nothing is wrong with it."])].join("\n");
}

const farthest = ({ splits }: SplitColumn) => Math.max(...splits.map(({ distance }) => distance ?? 0));
