import type { SequenceOptions } from "../window/sequence.ts";
import type { Code } from "./code.ts";
import { type Part, roles, type Variable } from "./emitter.ts";
import { list, number, text } from "./literals.ts";

interface SavedGroups {
  groups: [key: string, past: { last: number; folds: (number | null)[][] }][];
}

interface LookingBack {
  /** Type of what is known of one column of a group, and an expression that begins it. */
  type: string;
  begin: string;
  /** The saved figures of one column as an expression of that type. */
  saved(figures: readonly (number | null)[]): string;
  names(column: string): string[];
  /** Lines that take the value of `column`, of which `past` is what is known, and give each result its value. */
  lines(column: Variable, past: string, results: readonly Variable[]): string[];
}

/** Writes a step that looks back at earlier rows: of the same group, in the order of a column, going on from the last training row. */
export function emitLookingBack(
  part: Part<SequenceOptions & { columns: unknown; step: string }, unknown>,
  code: Code,
  step: LookingBack,
): void {
  const { by, order, step: name } = part.options;
  const { chosen, used } = roles(part, [...(by ?? []), ...(order === undefined ? [] : [order])]);
  const numbers = chosen.filter(({ kind }) => kind === "number");
  const find = (wanted: string) => used.find((column) => column.name === wanted) as Variable;
  const { groups } = part.state as SavedGroups;
  const entries = groups.map(([key, { last, folds }]) => `[${text(key)}, { last: ${number(last)}, of: ${list(folds.map(step.saved))} }]`);
  code.use("Past");
  const pasts = code.memory(`${name}_pasts`, `new Map<string, Past<${step.type}>>(${list(entries)})`);
  const results = numbers.map((column) => step.names(column.name).map((made) => code.add(made, "number", "Number.NaN")));
  for (const result of results.flat()) code.again(result);
  const key = by ? code.local(`${name}_group`, code.call("groupKey", list(by.map((wanted) => code.label(find(wanted)))))) : '""';
  const past = code.local(`${name}_past`, by ? `${key} === null ? null : ${pastOf(pasts, key)}` : pastOf(pasts, key));
  const lines = [
    ...(order === undefined ? [] : [`${past}.last = ${code.call("inOrder", find(order).id, `${past}.last`, text(order))};`]),
    ...numbers.flatMap((column, at) => {
      const own = code.name(`${name}_of_${column.name}`);
      return [`const ${own} = ${past}.of[${at}] as ${step.type};`, ...step.lines(column, own, results[at] as Variable[])];
    }),
  ];
  if (!by) for (const line of lines) code.line(line);
  else code.line(`if (${past} !== null) {\n${lines.map((line) => `    ${line}`).join("\n")}\n  }`);

  function pastOf(all: string, group: string): string {
    return code.call("pastOf", all, group, String(numbers.length), `(): ${step.type} => (${step.begin})`);
  }
}

/** The last few values of a column, the newest last. */
export const RECENT = {
  type: "number[]",
  begin: "[]",
  saved: (figures: readonly (number | null)[]) => list(figures.map((figure) => number(figure ?? Number.NaN))),
} as const;
