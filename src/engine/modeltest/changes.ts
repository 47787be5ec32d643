import type { Cell, ModelTest, Row } from "../../protocol/modeltest.schema.ts";
import type { TestContext } from "./context.ts";
import { kindUnfit, unknownName } from "./errors.ts";

type Change = Extract<ModelTest, { test: "invariance" }>["change"][number];

const MOST_VALUES = 20;

/** A way to change a row; `title` is what a reader calls it. Gives null where it would change nothing. */
export interface RowChange {
  title: string;
  of(row: Row): Row | null;
}

/** Every single change that is asked for. */
export async function changesOf(changes: readonly Change[], context: TestContext): Promise<RowChange[]> {
  const found = await Promise.all(changes.map((change) => changesBy(change, context)));
  return found.flat();
}

async function changesBy({ column, to, by, text }: Change, context: TestContext): Promise<RowChange[]> {
  const kind = kindOfColumn(column, context);
  if (by !== undefined) {
    if (kind !== "number") throw kindUnfit(column, kind, "a number");
    return [onCell(column, `${column} ${by < 0 ? "-" : "+"} ${Math.abs(by)}`, (cell) => (cell === null ? null : Number(cell) + by))];
  }
  if (text !== undefined) {
    if (kind === "number" || kind === "date") throw kindUnfit(column, kind, "text");
    return [onCell(column, `${column} with ${text}`, (cell) => (cell === null ? null : TEXTS[text](String(cell))))];
  }
  const values = to === "any" ? await valuesOf(column, context) : (to ?? []);
  return values.map((value) => onCell(column, `${column} = ${value === null ? "missing" : String(value)}`, () => value));
}

function onCell(column: string, title: string, of: (cell: Cell) => Cell): RowChange {
  return {
    title,
    of(row) {
      const cell = row[column] ?? null;
      const changed = of(cell);
      return changed === cell || String(changed) === String(cell) ? null : { ...row, [column]: changed };
    },
  };
}

export function kindOfColumn(column: string, { trained, known }: Pick<TestContext, "trained" | "known">) {
  const input = trained.recipe.inputs.find(({ name }) => name === column);
  if (input) return input.kind;
  if (!known.has(column)) throw unknownName("column", column, [...trained.recipe.inputs.map(({ name }) => name)]);
  return "column that the model does not read" as const;
}

async function valuesOf(column: string, context: TestContext): Promise<Cell[]> {
  const { columns } = await context.facts();
  const facts = columns.find(({ name }) => name === column);
  if (!facts) return [];
  if ("levels" in facts) return facts.levels.slice(0, MOST_VALUES).map(({ label }) => label);
  const steps = Array.from({ length: 5 }, (_, i) => facts.min + ((facts.max - facts.min) * i) / 4);
  if (facts.kind === "date") return steps.map((time) => new Date(time).toISOString());
  return [...new Set(facts.whole ? steps.map(Math.round) : steps)];
}

type TextChange = NonNullable<Change["text"]>;

const TEXTS: Readonly<Record<TextChange, (text: string) => string>> = {
  "upper-case": (text) => text.toUpperCase(),
  "lower-case": (text) => text.toLowerCase(),
  "title-case": (text) => text.replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  "spaces-around": (text) => ` ${text} `,
  "swapped-letters": swapped,
};

/** The two letters in the middle change places. */
function swapped(text: string): string {
  const letters = [...text];
  const at = Math.floor((letters.length - 1) / 2);
  if (letters.length < 2) return text;
  return [...letters.slice(0, at), letters[at + 1], letters[at], ...letters.slice(at + 2)].join("");
}
