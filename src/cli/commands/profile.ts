import type { Profile } from "../../protocol/profile.ts";
import { THRESHOLDS, type Thresholds } from "../../protocol/thresholds.ts";
import { formatBytes, formatNumber, formatShare, plural } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";
import { sparkline } from "../terminal/bar.ts";
import { table } from "../terminal/table.ts";

const MOST_COLUMNS = 60;
const SPARKS = 16;
const MOST_ALERTS = 8;

export const profile: Command = {
  name: "profile",
  positionals: ["FILE"],
  summary: "Look at a data file: types, missing values, distributions, relations, alerts.",
  flags: {
    target: { type: "string", value: "COL", help: "Relate every column to this one." },
    html: { type: "string", value: "OUT", help: "Write the whole profile as one HTML page." },
    sample: { type: "number", value: "N", help: "Look at N rows drawn at random instead of all." },
    seed: { type: "number", value: "N", help: "Which rows are drawn with --sample." },
    threshold: { type: "string", value: "NAME=VALUE", help: "Limit of an alert, e.g. MISSING=0.05; several with commas." },
    ...READING_FLAGS,
  },
  examples: ["trainyard profile penguins.csv --target species", "trainyard profile big.csv --html big.html"],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [file = ""] = positionals;
    const client = await engine();
    const query = {
      folder: cwd,
      file,
      ...readingOfFlags(profile, flags),
      ...(flags.target === undefined ? {} : { target: String(flags.target) }),
      ...(flags.sample === undefined ? {} : { sample: Number(flags.sample) }),
      ...(flags.seed === undefined ? {} : { seed: Number(flags.seed) }),
      ...(flags.threshold === undefined ? {} : { thresholds: thresholdsOf(String(flags.threshold)) }),
    };
    const options = {
      signal,
      onProgress: ({ message, fraction }: { message: string; fraction?: number }) => terminal.progress(message, fraction),
    };
    const result = await client.request("dataset/profile", query, options);
    terminal.print(describe({ ...result, file }));
    if (flags.html !== undefined) {
      const { path } = await client.request("report/write", { ...query, out: String(flags.html) }, options);
      terminal.print(`\nReport: ${path}`);
    }
    return result;
  },
};

function thresholdsOf(text: string): Partial<Thresholds> {
  const pairs = text.split(",").map((part): [string, number] => {
    const [, name = "", value = ""] = /^\s*(\w+)\s*=\s*(\S+)\s*$/.exec(part) ?? [];
    if (!(name in THRESHOLDS))
      throw usageError(profile, `--threshold needs NAME=VALUE with one of ${Object.keys(THRESHOLDS).join(", ")}, not "${part.trim()}".`);
    if (!(Number(value) >= 0)) throw usageError(profile, `The threshold ${name} is a number from 0, not "${value}".`);
    return [name, Number(value)];
  });
  return Object.fromEntries(pairs);
}

/** What a person sees of a profile in a terminal. */
function describe(profile: Profile): string {
  const { rows, columns, missingCells, duplicateRows, sampledFrom, rejected, notes } = profile;
  const alerts = profile.alerts.filter(({ kind }) => kind !== "REJECTED"); // told with its lines, below
  const sampled = sampledFrom === null ? "" : ` (a sample of ${sampledFrom.toLocaleString("en-US")})`;
  const head = [
    `${profile.file}  ${plural(rows, "row")}${sampled}  ${plural(columns.length, "column")}  ${formatBytes(profile.bytes)}`,
    `${missingCells.toLocaleString("en-US")} missing (${formatShare(missingCells, rows * columns.length)})  ${plural(duplicateRows, "duplicate")}`,
  ].join("  ");
  const shown = columns
    .slice(0, MOST_COLUMNS)
    .map((column) => [
      column.name,
      column.type,
      column.missing === 0 ? "" : formatShare(column.missing, rows),
      column.distinct.toLocaleString("en-US"),
      column.histogram ? sparkline(compress(column.histogram.map(({ count }) => count))) : "",
      rangeOf(column),
      column.toTarget ? column.toTarget.value.toFixed(2) : "",
    ]);
  const parts = [
    head,
    "",
    table(["column", "type", "missing", "distinct", "distribution", "range", profile.target ? `to ${profile.target}` : ""], shown),
  ];
  if (columns.length > MOST_COLUMNS) parts.push(`  and ${columns.length - MOST_COLUMNS} more; --json or --html show all`);
  const told = [
    ...alerts.slice(0, MOST_ALERTS).map(({ kind, message }) => `  ! ${message} [${kind}]`),
    ...notes.map((note) => `  i ${note}`),
  ];
  if (alerts.length > MOST_ALERTS) told.splice(MOST_ALERTS, 0, `  ! and ${alerts.length - MOST_ALERTS} more; --json or --html show all`);
  if (rejected.count > 0)
    told.push(
      `  ! ${plural(rejected.count, "row or value", "rows or values")} did not fit or could not be read (lines ${rejected.first
        .slice(0, 5)
        .map(({ file, line }) => (file === undefined ? line : `${file}:${line}`))
        .join(", ")}).`,
    );
  return told.length === 0 ? parts.join("\n") : [...parts, "", ...told].join("\n");
}

function rangeOf({ type, min, max, top, count }: Profile["columns"][number]): string {
  if (min !== null && max !== null && type === "date") return `${day(min)} .. ${day(max)}`;
  if (min !== null && max !== null) return `${formatNumber(min)} .. ${formatNumber(max)}`;
  const [first] = top;
  return first && first.count > 1 ? `${first.value} ${formatShare(first.count, count)}` : "";
}

const day = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Sums neighbours so that at most SPARKS blocks are drawn. */
function compress(counts: number[]): number[] {
  const size = Math.ceil(counts.length / SPARKS);
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, i) =>
    counts.slice(i * size, (i + 1) * size).reduce((a, b) => a + b, 0),
  );
}
