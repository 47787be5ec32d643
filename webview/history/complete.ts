import type { RunSummary } from "../../src/protocol/run.ts";

/** What can stand in a filter, from the runs that are there. */
export interface Vocabulary {
  names: readonly string[];
  /** Values seen for a name, quoted where they must be. */
  values: ReadonlyMap<string, readonly string[]>;
}

export interface Completion {
  /** Where in the text the completed word starts. */
  from: number;
  items: string[];
}

const ATTRIBUTES = ["status", "run_name", "group", "kind", "backend", "start_time", "end_time"];
const OPERATORS = ["=", "!=", ">", ">=", "<", "<=", "LIKE", "IN"];
const MOST = 40;
const MOST_VALUES = 12;

export function vocabularyOf(runs: readonly RunSummary[]): Vocabulary {
  const values = new Map<string, Set<string>>([["status", new Set(["'FINISHED'", "'FAILED'", "'RUNNING'", "'KILLED'", "'INTERRUPTED'"])]]);
  const metrics = new Set<string>();
  for (const run of runs) {
    for (const name of Object.keys(run.metrics)) metrics.add(`metrics.${quoted(name)}`);
    for (const [name, value] of Object.entries(run.params)) {
      const known = values.get(`params.${quoted(name)}`) ?? new Set();
      if (known.size < MOST_VALUES) known.add(typeof value === "number" ? String(value) : `'${String(value).replaceAll("'", "''")}'`);
      values.set(`params.${quoted(name)}`, known);
    }
  }
  const params = [...values.keys()].filter((name) => name.startsWith("params."));
  return { names: [...metrics, ...params, ...ATTRIBUTES], values: new Map([...values].map(([name, seen]) => [name, [...seen].sort()])) };
}

/** A name that the filter language reads without quotes stays as it is. */
const quoted = (name: string): string => (/^[\p{L}\p{N}_][\p{L}\p{N}_./@:-]*$/u.test(name) ? name : `\`${name.replaceAll("`", "``")}\``);

/** What could stand where the caret is: a name, an operator after a name, a value after an operator, a join after a value. */
export function complete(text: string, caret: number, { names, values }: Vocabulary): Completion {
  const before = text.slice(0, caret);
  const word = /(?:'[^']*|[\p{L}\p{N}_.`/@:-]*|[<>=!]+)$/u.exec(before)?.[0] ?? "";
  const from = caret - word.length;
  const [previous, name] = before.slice(0, from).trimEnd().split(/\s+/).reverse();
  return { from, items: matching(word, candidates(previous ?? "", name ?? "", names, values)) };
}

function candidates(previous: string, name: string, names: readonly string[], values: Vocabulary["values"]): readonly string[] {
  if (previous === "" || /^(and|or)$/i.test(previous) || previous.endsWith("(")) return names;
  if (names.includes(previous)) return OPERATORS;
  if (OPERATORS.includes(previous.toUpperCase())) return values.get(name) ?? [];
  return ["and", "or"];
}

function matching(word: string, items: readonly string[]): string[] {
  const wanted = word.toLowerCase();
  const starts = items.filter((item) => item.toLowerCase().startsWith(wanted) || item.toLowerCase().split(".")[1]?.startsWith(wanted));
  return starts.filter((item) => item !== word).slice(0, MOST);
}
