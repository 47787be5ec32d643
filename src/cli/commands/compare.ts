import type { ComparedRowsQuery } from "../../protocol/compare.ts";
import { SPLITS, type SplitName } from "../../protocol/run.ts";
import { usageError } from "../arguments.ts";
import type { Arguments, Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";
import { describeChanges, describeComparison } from "../terminal/comparison.ts";

const USUAL_CHANGES = 20;

export const compare: Command = {
  name: "compare",
  positionals: ["BEFORE", "[AFTER]"],
  summary: "Two data files, two revisions of one, or two splits side by side: columns, distributions, drift, rows.",
  flags: {
    key: { type: "string", value: "A,B", help: "Columns that name a row: shows the rows added, removed and changed." },
    changes: { type: "number", value: "N", help: `How many of these rows (${USUAL_CHANGES}).` },
    split: { type: "string", value: "NAMES", help: "train,test: two splits of one experiment; or one split of both." },
    revision: { type: "string", value: "REV", help: "BEFORE as this git revision has it, or REV..REV: two revisions of it." },
    columns: { type: "string", value: "A,B", help: "Only these columns." },
    ...READING_FLAGS,
  },
  examples: [
    "trainyard compare old.csv new.csv --key id",
    "trainyard compare penguins.csv --revision HEAD~1",
    "trainyard compare penguins.experiment.json --split train,test",
  ],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [before, after] = sidesOf(positionals, flags);
    const columns = flags.columns === undefined ? {} : { columns: listed(flags.columns) };
    const query = { folder: cwd, before, after, ...columns };
    const options = {
      signal,
      onProgress: ({ message, fraction }: { message: string; fraction?: number }) => terminal.progress(message, fraction),
    };
    const client = await engine();
    const comparison = await client.request("data/compare", query, options);
    terminal.print(describeComparison(comparison));
    if (flags.key === undefined) return comparison;
    const count = Number(flags.changes ?? USUAL_CHANGES);
    const changes = await client.request("data/row-changes", { ...query, key: listed(flags.key), from: 0, count }, options);
    terminal.print(`\n${describeChanges(changes)}`);
    return { ...comparison, rows: changes };
  },
};

const listed = (text: unknown): string[] =>
  String(text)
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

function sidesOf([first = "", second]: string[], flags: Arguments["flags"]): [ComparedRowsQuery, ComparedRowsQuery] {
  const reading = readingOfFlags(compare, flags);
  const [oldSplit, newSplit] = splitsOf(flags.split);
  const [old, now] = revisionsOf(flags.revision);
  if (second === undefined && oldSplit === newSplit && old === now)
    throw usageError(compare, "compare needs a second file, --revision, or two splits.");
  return [
    { file: first, ...reading, ...(oldSplit && { split: oldSplit }), ...(old && { revision: old }) },
    { file: second ?? first, ...reading, ...(newSplit && { split: newSplit }), ...(now && { revision: now }) },
  ];
}

function splitsOf(text: unknown): [SplitName | undefined, SplitName | undefined] {
  if (text === undefined) return [undefined, undefined];
  const names = listed(text).map((name) => {
    const split = SPLITS.find((one) => one === name);
    if (!split) throw usageError(compare, `--split is of ${SPLITS.join(", ")}, not "${name}".`);
    return split;
  });
  if (names.length > 2) throw usageError(compare, "--split takes two splits at most.");
  return [names[0], names[1] ?? names[0]];
}

function revisionsOf(text: unknown): [string | undefined, string | undefined] {
  if (text === undefined) return [undefined, undefined];
  const [old = "", now] = String(text).split("..", 2);
  return [old, now || undefined];
}
