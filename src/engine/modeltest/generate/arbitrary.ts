import { type Arbitrary, constant, constantFrom, date, double, integer, oneof, record, string } from "fast-check";
import type { Cell, Row } from "../../../protocol/modeltest.schema.ts";
import type { ColumnFacts, Facts, NumberFacts } from "../facts.ts";

const MOST_LABELS = 50;
/** How far beyond the training rows a number may lie, in ranges. */
const BEYOND = 10;

/**
 * Rows like those of the training, now and then with a value beyond their range, an unseen label or none. They shrink
 * towards the most frequent labels and the least numbers.
 */
export const arbitraryRow = (facts: Facts): Arbitrary<Row> =>
  record(Object.fromEntries(facts.columns.map((column) => [column.name, arbitraryCell(column)])));

export function arbitraryCell(facts: ColumnFacts): Arbitrary<Cell> {
  const usual = usualCell(facts);
  return oneof(
    { withCrossShrink: true },
    { weight: 8, arbitrary: usual },
    { weight: 2, arbitrary: unusualCell(facts) },
    { weight: 1, arbitrary: constant(null) },
  );
}

function usualCell(facts: ColumnFacts): Arbitrary<Cell> {
  if ("levels" in facts) return constantFrom(...facts.levels.slice(0, MOST_LABELS).map(({ label }) => label));
  return between(facts, facts.min, facts.max);
}

function unusualCell(facts: ColumnFacts): Arbitrary<Cell> {
  if ("levels" in facts) return string({ maxLength: 20, unit: "grapheme" });
  const range = facts.max - facts.min || Math.max(1, Math.abs(facts.max));
  return between(facts, facts.min - BEYOND * range, facts.max + BEYOND * range);
}

function between({ kind, whole }: NumberFacts, low: number, high: number): Arbitrary<Cell> {
  if (kind === "date") return date({ min: dateAt(low), max: dateAt(high), noInvalidDate: true }).map((value) => value.toISOString());
  const safe = Math.max(Math.abs(low), Math.abs(high)) < Number.MAX_SAFE_INTEGER;
  if (whole && safe) return integer({ min: Math.max(-(2 ** 31), Math.ceil(low)), max: Math.min(2 ** 31 - 1, Math.floor(high)) });
  return double({ min: low, max: high, noNaN: true, noDefaultInfinity: true });
}

/** The dates that ISO 8601 writes with four digits of a year. */
const dateAt = (time: number) => new Date(Math.max(Date.UTC(1, 0, 1), Math.min(Date.UTC(9998, 0, 1), time)));
