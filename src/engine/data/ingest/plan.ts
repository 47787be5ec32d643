import { batches, ident } from "../sql.ts";
import { isMissing, presentSql } from "./missing.ts";
import { isNumeric, READINGS, type Reading } from "./readings.ts";
import type { TextRecord } from "./records.ts";

/** How one column of text becomes values. */
export interface ColumnPlan {
  /** Name in the table. */
  name: string;
  /** Name while it is text. */
  raw: string;
  /** Null: stays text. */
  reading: Reading | null;
  /** Blanks around values are taken off before reading (never off text). */
  trim: boolean;
  /** Values that cannot be read become missing and are listed, instead of making the column text. */
  tolerant: boolean;
  /** The first rows hold no value of it. */
  unseen: boolean;
}

/** Name of a column by its position (from 0) while it is text. */
export const rawName = (position: number): string => `__text_${position}`;

/** Share of the first rows' values that must be numbers for looking at the others as numbers. */
const MOSTLY = 0.9;

/** Plans each column by the first rows; `replan` corrects it by the others. */
export function planBySample(names: readonly string[], sample: readonly TextRecord[]): ColumnPlan[] {
  return names.map((name, i) => {
    const texts = sample.map(({ fields }) => fields[i]).filter((text) => text !== undefined && !isMissing(text.trim())) as string[];
    const trim = texts.some((text) => text !== text.trim());
    return { name, raw: rawName(i), reading: readingOf(texts), trim, tolerant: false, unseen: texts.length === 0 };
  });
}

function readingOf(texts: string[]): Reading | null {
  if (texts.length === 0) return READINGS.find(isNumeric) ?? null;
  const share = ({ fits }: Reading) => texts.filter((text) => fits(text.trim())).length / texts.length;
  return (
    READINGS.find((reading) => share(reading) === 1) ?? READINGS.find((reading) => isNumeric(reading) && share(reading) >= MOSTLY) ?? null
  );
}

/** SQL for the text that is read: present and trimmed, else NULL. */
export function textSql({ raw, trim }: Pick<ColumnPlan, "raw" | "trim">): string {
  if (!trim) return raw;
  return presentSql(`trim(${raw})`);
}

/** SQL for the value in the table. */
export function valueSql(plan: ColumnPlan): string {
  if (!plan.reading) return `${plan.raw} AS ${ident(plan.name)}`;
  const value = plan.reading.sql(textSql(plan));
  return `${plan.reading.storage === "DOUBLE" ? `nullif(${value}, 'nan'::DOUBLE)` : value} AS ${ident(plan.name)}`;
}

/** SQL that is true where a text is there and cannot be read. */
export function unreadSql(plan: Pick<ColumnPlan, "raw" | "trim">, reading: Reading): string {
  const text = textSql(plan);
  return `(${text} IS NOT NULL AND ${reading.sql(text)} IS NULL)`;
}

/** SQL that is true in a row where any text that must be read cannot be. Counting lists is far quicker than thousands of conditions. */
export function anyUnreadSql(plans: readonly ColumnPlan[]): string {
  const strict = plans.filter(({ reading, tolerant }) => reading && !tolerant);
  const storages = [...new Set(strict.map(({ reading }) => reading?.storage))];
  const groups = storages.flatMap((storage) =>
    batches(
      strict.filter(({ reading }) => reading?.storage === storage),
      100,
    ),
  );
  const counts = groups.map((group) => {
    const texts = group.map(textSql);
    const values = group.map((plan) => plan.reading?.sql(textSql(plan)));
    return `list_count([${texts.join(", ")}]) <> list_count([${values.join(", ")}])`;
  });
  return counts.join(" OR ") || "false";
}
