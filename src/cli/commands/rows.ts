import type { Page, RowOrder } from "../../protocol/rows.ts";
import { MOST_ROWS } from "../../protocol/rows.ts";
import { SPLITS } from "../../protocol/run.ts";
import { plural } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";
import { FILTER_HELP, parseRowFilter } from "../row-filter.ts";
import { columnsThatFit, table } from "../terminal/table.ts";

const USUAL_COUNT = 20;

export const rows: Command = {
  name: "rows",
  positionals: ["FILE"],
  summary: "Show rows of a data file, or of an experiment's data: sorted, searched, filtered, page by page.",
  flags: {
    from: { type: "number", value: "N", help: "Position of the first row, from 0." },
    count: { type: "number", value: "N", help: `How many rows (${USUAL_COUNT}; at most ${MOST_ROWS.toLocaleString("en-US")}).` },
    columns: { type: "string", value: "A,B", help: "Only these columns." },
    sort: { type: "string", value: "A,-B", help: "Order by these columns; - for descending." },
    filter: { type: "string", value: "TEXT", help: FILTER_HELP },
    search: { type: "string", value: "TEXT", help: "Rows with this text in any column, without regard to case." },
    split: { type: "string", value: "NAME", help: "Rows of this split of an experiment: train, validation or test." },
    revision: { type: "string", value: "REV", help: "The file as this git revision has it." },
    ...READING_FLAGS,
  },
  examples: [
    "trainyard rows penguins.csv --sort -body_mass_g --count 5",
    'trainyard rows penguins.csv --filter "island = Biscoe and sex is missing"',
    "trainyard rows penguins.experiment.json --split test --json",
  ],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [file = ""] = positionals;
    const count = Number(flags.count ?? USUAL_COUNT);
    if (count > MOST_ROWS) throw usageError(rows, `--count is at most ${MOST_ROWS}; --from shows the next.`);
    const split = SPLITS.find((name) => name === flags.split);
    if (flags.split !== undefined && !split)
      throw usageError(rows, `--split is one of ${SPLITS.join(", ")}, not "${String(flags.split)}".`);
    const query = {
      folder: cwd,
      file,
      from: Number(flags.from ?? 0),
      count,
      ...readingOfFlags(rows, flags),
      ...(split && { split }),
      ...(flags.columns !== undefined && { columns: listed(flags.columns) }),
      ...(flags.sort !== undefined && { order: listed(flags.sort).map(orderOf) }),
      ...(flags.filter !== undefined && { filters: parseRowFilter(String(flags.filter)) }),
      ...(flags.search !== undefined && { search: String(flags.search) }),
      ...(flags.revision !== undefined && { revision: String(flags.revision) }),
    };
    const client = await engine();
    const page = await client.request("data/page", query, {
      signal,
      onProgress: ({ message, fraction }) => terminal.progress(message, fraction),
    });
    terminal.print(describe(page, terminal.width));
    return page;
  },
};

const listed = (text: unknown): string[] =>
  String(text)
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

const orderOf = (text: string): RowOrder => (text.startsWith("-") ? { column: text.slice(1), descending: true } : { column: text });

function describe({ numbers, columns, names, from, matching, total }: Page, width: number): string {
  const of = matching === total ? plural(total, "row") : `${matching.toLocaleString("en-US")} of ${plural(total, "row")}`;
  if (numbers.length === 0) return matching === 0 ? `No row of ${plural(total, "row")} passes.` : `${of}: none from ${from} on.`;
  const cells = columns.map(({ values }) => values.map((value) => (value === null ? "" : String(value))));
  const shown = columnsThatFit(
    columns.map(({ name }, i) => [name, ...(cells[i] ?? [])]),
    width - String(numbers.at(-1)).length - 2,
  );
  const lines = numbers.map((number, i) => [String(number), ...cells.slice(0, shown).map((column) => column[i] ?? "")]);
  const parts = [
    table(["", ...columns.slice(0, shown).map(({ name }) => name)], lines),
    "",
    `  ${from + 1} to ${from + numbers.length} of ${of}`,
  ];
  const hidden = names.length - shown;
  if (hidden > 0) parts.push(`  ${plural(hidden, "column")} more: --columns chooses, --json shows all`);
  return parts.join("\n");
}
