import type { Cell, ModelTest, Row } from "../../protocol/modeltest.schema.ts";
import { type Random, randomFrom } from "../train/random.ts";
import { kindOfColumn } from "./changes.ts";
import type { TestContext } from "./context.ts";
import type { ColumnFacts, LabelFacts, NumberFacts } from "./facts.ts";
import { normal } from "./normal.ts";

type Stress = Extract<ModelTest, { test: "stress" }>;

/** Rows under one condition, and which of the rows before they were. */
export interface Stressed {
  title: string;
  rows: Row[];
  from: number[];
  /** The rows are as they were, and only some of them: they are compared with all, not with themselves. */
  chosen?: boolean;
}

/** What a condition makes of rows, one part for each column or combination that it fits. */
export async function stressed(test: Stress, rows: readonly Row[], context: TestContext): Promise<Stressed[]> {
  for (const column of test.columns ?? []) kindOfColumn(column, context);
  const facts = (await context.facts()).columns.filter(({ name }) => !test.columns || test.columns.includes(name));
  const random = randomFrom(test.seed, "sample");
  const all = [...rows.keys()];
  const changed = (title: string, of: (row: Row, i: number) => Row): Stressed => ({ title, rows: rows.map(of), from: all });
  const setting = (column: string, of: (row: Row, i: number) => Cell) => (row: Row, i: number) => ({ ...row, [column]: of(row, i) });
  if (test.condition === "missing")
    return facts.map(({ name }) =>
      changed(
        `${name} missing`,
        setting(name, (row) => (random.next() < test.share ? null : (row[name] ?? null))),
      ),
    );
  if (test.condition === "out-of-range")
    return facts.filter(isNumber).map((one) =>
      changed(
        `${one.name} out of range`,
        setting(one.name, (_, i) => beyond(one, test.scale ?? 1, i)),
      ),
    );
  if (test.condition === "noise") {
    const numbers = facts.filter(isNumber).filter(({ kind }) => kind === "number");
    if (numbers.length === 0) return [];
    return [
      changed(`noise of ${test.scale ?? 0.1} standard deviations`, (row) => ({
        ...row,
        ...noisy(row, numbers, test.scale ?? 0.1, random),
      })),
    ];
  }
  if (test.condition === "unseen-categories")
    return facts.filter(isCategory).map((one) =>
      changed(
        `${one.name} unseen`,
        setting(one.name, () => unseenIn(one)),
      ),
    );
  return test.condition === "rare-categories" ? rareCategories(test, rows, facts) : rareCombinations(test, rows, facts);
}

/** Above the range and below it by turns. */
function beyond({ kind, min, max, whole }: NumberFacts, scale: number, i: number): Cell {
  const range = max - min || Math.max(1, Math.abs(max));
  const value = i % 2 === 0 ? max + scale * range : min - scale * range;
  if (kind === "date") return new Date(Math.max(-8.64e15, Math.min(8.64e15, value))).toISOString();
  return whole ? Math.round(value) : value;
}

function noisy(row: Row, numbers: readonly NumberFacts[], scale: number, random: Random): Row {
  return Object.fromEntries(
    numbers.map(({ name, std }): [string, Cell] => {
      const drawn = normal(random) * scale * std; // drawn in any case: the same noise whatever is missing
      const value = row[name];
      return [name, typeof value === "number" ? value + drawn : (value ?? null)];
    }),
  );
}

/** A label that no training row has. */
export function unseenIn({ levels }: LabelFacts): string {
  const labels = new Set(levels.map(({ label }) => label));
  let label = "unseen";
  while (labels.has(label)) label += "-";
  return label;
}

function rareCategories(test: Stress, rows: readonly Row[], facts: readonly ColumnFacts[]): Stressed[] {
  return facts.filter(isCategory).flatMap(({ name, levels }) => {
    const total = levels.reduce((sum, { count }) => sum + count, 0);
    const rare = new Set(levels.filter(({ count }) => count / total < test.rare).map(({ label }) => label));
    return taken(`rare values of ${name}`, rows, (row) => rare.has(String(row[name])));
  });
}

/** Pairs of categories that are rare together, whatever each is alone, by how often they are among the rows themselves. */
function rareCombinations(test: Stress, rows: readonly Row[], facts: readonly ColumnFacts[]): Stressed[] {
  const names = facts.filter(isCategory).map(({ name }) => name);
  return names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b) => {
      const key = (row: Row) => JSON.stringify([row[a], row[b]]);
      const counts = new Map<string, number>();
      for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
      return taken(`rare combinations of ${a} and ${b}`, rows, (row) => (counts.get(key(row)) ?? 0) / rows.length < test.rare);
    }),
  );
}

function taken(title: string, rows: readonly Row[], holds: (row: Row) => boolean): Stressed[] {
  const from = [...rows.keys()].filter((i) => holds(rows[i] ?? {}));
  return from.length === 0 ? [] : [{ title, rows: from.map((i) => rows[i] ?? {}), from, chosen: true }];
}

const isNumber = (facts: ColumnFacts): facts is NumberFacts => !("levels" in facts);
const isCategory = (facts: ColumnFacts): facts is LabelFacts => facts.kind === "category";
