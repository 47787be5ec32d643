import type { CategoryColumn, Column, NumberColumn } from "../data/column.ts";
import type { Prepared } from "../recipe/apply.ts";
import { keyedGroups } from "../recipe/derive/group-key.ts";
import { featureNotNumber } from "../recipe/errors.ts";
import { toMatrix } from "../recipe/matrix.ts";
import { isMissing } from "../recipe/values.ts";
import {
  calendarUnfit,
  columnNotThere,
  notKnownAhead,
  seriesMissing,
  timeGap,
  timeMissing,
  timeTwice,
  timeUneven,
  timeUnfit,
} from "./errors.ts";
import type { ForecasterParams } from "./settings.ts";
import { describeStep, describeTime, detectStep, positionOf } from "./time-step.ts";

export type KnownColumn = NumberColumn | CategoryColumn;

/** Rows as a forecaster reads them. */
export interface TimedRows {
  rows: number;
  times: Float64Array;
  /** Times are dates: milliseconds since 1970. */
  dates: boolean;
  /** For each row the series it belongs to; the empty text where there is but one. */
  series: string[];
  /** What is known of a row before its time comes, in the order of `model.known`. */
  known: KnownColumn[];
  /** For errors: the row's number in the frame that went into the recipe, from 1. */
  numberOf(row: number): number;
}

interface Names extends Pick<ForecasterParams, "calendar"> {
  time: string;
  series: readonly string[];
  known: readonly string[];
}

/** Finds time, series and what is known ahead among prepared columns. Throws where one lacks, and for a feature that is none of these. */
export function readTimed({ rows, columns, kept }: Prepared, { time, series, known, calendar }: Names): TimedRows {
  const names = columns.map(({ name }) => name);
  const find = (name: string, field: "time" | "series" | "known"): Column => {
    const column = columns[names.indexOf(name)];
    if (!column) throw columnNotThere(name, field, names);
    return column;
  };
  const when = find(time, "time");
  if (when.kind !== "date" && when.kind !== "number") throw timeUnfit(time, when.kind);
  if (calendar.length > 0 && when.kind === "number") throw calendarUnfit(time);
  const by = series.map((name) => find(name, "series"));
  const ahead = known.map((name) => usable(find(name, "known")));
  const other = names.find((name) => name !== time && !series.includes(name) && !known.includes(name));
  if (other !== undefined) throw notKnownAhead(other);
  const numberOf = (row: number) => (kept[row] as number) + 1;
  for (let row = 0; row < rows; row += 1) {
    if (isMissing(when, row)) throw timeMissing(time, numberOf(row));
    const hole = by.find((column) => isMissing(column, row));
    if (hole) throw seriesMissing(hole.name, numberOf(row));
  }
  return { rows, times: when.values, dates: when.kind === "date", series: keysOf(by, rows), known: ahead, numberOf };
}

/** Positions of each series' rows, in the order of time. Throws for two rows of one time. */
export function inTime({ rows, times, series, dates, numberOf }: TimedRows): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let row = 0; row < rows; row += 1) {
    const own = found.get(series[row] as string);
    if (own) own.push(row);
    else found.set(series[row] as string, [row]);
  }
  for (const [key, own] of found) {
    own.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
    const twice = own.find((row, i) => i > 0 && times[row] === times[own[i - 1] as number]);
    if (twice !== undefined) throw timeTwice(describeTime(times[twice] as number, dates), nameOf(key), numberOf(twice));
  }
  return found;
}

/** Throws where a series has a gap, or steps that are not equal. */
export function checkSteps(rows: TimedRows): void {
  const { times, dates, numberOf } = rows;
  const series = inTime(rows);
  const step = detectStep(
    [...series.values()].map((own) => Float64Array.from(own, (row) => times[row] as number)),
    dates,
  );
  if (!step) return;
  for (const [key, own] of series) {
    for (let i = 1; i < own.length; i += 1) {
      const [from, to] = [times[own[i - 1] as number] as number, times[own[i] as number] as number];
      const steps = positionOf(step, from, to);
      if (steps === 1) continue;
      const gap = { after: describeTime(from, dates), before: describeTime(to, dates), step: describeStep(step) };
      throw (steps === null ? timeUneven : timeGap)(gap, nameOf(key), numberOf(own[i] as number));
    }
  }
}

/** A series as a user reads it; null where there is but one. */
export const nameOf = (key: string): string | null => (key === "" ? null : labelsOf(key).join(", "));

/** The values of `model.series` that make a series. */
export const labelsOf = (key: string): string[] => (key === "" ? [] : (JSON.parse(key) as string[]));

function keysOf(by: readonly Column[], rows: number): string[] {
  if (by.length === 0) return new Array<string>(rows).fill("");
  const { groups, keys } = keyedGroups(by);
  return Array.from(groups, (group) => keys[group] as string);
}

function usable(column: Column): KnownColumn {
  if (column.kind === "number" || column.kind === "category") return column;
  throw featureNotNumber(column.name, column.kind);
}

/** Throws where a learner of numbers is given something else, or a hole, as what is known ahead. */
export function checkAhead({ rows, known, numberOf }: TimedRows, learner: ForecasterParams["learner"]): void {
  if (learner === "linear" && known.length > 0)
    toMatrix({ rows, columns: known, kept: Int32Array.from({ length: rows }, (_, row) => numberOf(row) - 1) });
}
