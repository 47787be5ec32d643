import type { Segment, Segments } from "../../../protocol/explanation.ts";
import type { Column, Frame } from "../../data/column.ts";
import type { Compared } from "../../evaluate/evaluate.ts";
import type { Backtest } from "../../forecast/walk-forward.ts";
import { byCodePoint, numberColumn, takeRows } from "../../recipe/values.ts";
import { binColumn } from "../bins.ts";
import { FEW, weakSegments } from "../segments.ts";

const STEPS = "steps ahead";
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map(
  (name, i) => `${String(i + 1).padStart(2, "0")} ${name}`,
);
/** A filter of more row numbers is too long to ask for. */
const MOST_NUMBERS = 1000;

/** The rows of a backtest, as they were read, with their numbers in the data. */
export interface ForecastRows {
  raw: Frame;
  numbers: ArrayLike<number>;
}

/**
 * Times, series, known columns and steps at which forecasts are worse than elsewhere. A row's forecasts err together, so it counts
 * once, by its mean error, but for the steps.
 */
export function weakForecasts(backtest: Backtest, { raw, numbers }: ForecastRows, columns: readonly string[]): Segments {
  const rows = [...new Set(backtest.row)];
  const errors = meanErrors(backtest, rows);
  const own = Int32Array.from(rows);
  const parts = timeParts(
    rows.map((row) => backtest.rowsOf.times[row] as number),
    backtest.rowsOf.dates,
  );
  const known = raw.columns.filter(({ name }) => columns.includes(name)).map((column) => takeRows(column, own));
  const frame: Frame = { rows: rows.length, columns: [...known, ...parts] };
  const byRow = weakSegments(
    asErrors(errors),
    frame,
    [...parts, ...known].map(({ name }) => name),
  );
  const made = new Set(parts.map(({ name }) => name));
  const rowNumbers = rows.map((row) => numbers[row] as number);
  const weak = byRow.weak.map((segment) => withNumbers(segment, made, frame, rowNumbers));

  const steps = numberColumn(STEPS, Float64Array.from(backtest.step));
  const off = backtest.actual.map((value, i) => Math.abs(value - (backtest.predicted[i] as number)));
  const byStep = weakSegments(asErrors(off), { rows: off.length, columns: [steps] }, [STEPS]);
  return {
    ...byRow,
    tried: byRow.tried + byStep.tried,
    weak: [...weak, ...byStep.weak.map(withoutFilter)].sort((a, b) => b.effect - a.effect),
  };
}

function meanErrors({ row, actual, predicted }: Backtest, rows: readonly number[]): Float64Array {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const [entry, at] of row.entries()) {
    const { sum, count } = sums.get(at) ?? { sum: 0, count: 0 };
    sums.set(at, { sum: sum + Math.abs((actual[entry] as number) - (predicted[entry] as number)), count: count + 1 });
  }
  return Float64Array.from(rows, (at) => {
    const { sum, count } = sums.get(at) as { sum: number; count: number };
    return sum / count;
  });
}

/** Errors as a regression's: told against 0. */
const asErrors = (errors: Float64Array): Compared => ({
  target: { task: "regression", column: "", mean: 0, std: 1 },
  actual: new Float64Array(errors.length),
  predictions: { values: errors, width: 1 },
});

/** Hour, weekday and month, in UTC as dates are read; none where times are no dates. */
function timeParts(times: readonly number[], dates: boolean): Column[] {
  if (!dates) return [];
  const found = times.map((time) => new Date(time));
  return [
    numberColumn(
      "hour",
      Float64Array.from(found, (date) => date.getUTCHours()),
    ),
    labelled(
      "weekday",
      found.map((date) => WEEKDAYS[(date.getUTCDay() + 6) % 7] as string),
    ),
    labelled(
      "month",
      found.map((date) => MONTHS[date.getUTCMonth()] as string),
    ),
  ];
}

function labelled(name: string, labels: readonly string[]): Column {
  const levels = [...new Set(labels)].sort(byCodePoint);
  return { kind: "category", name, levels, codes: Int32Array.from(labels, (label) => levels.indexOf(label)) };
}

/** What no column of the data holds is found by row numbers, where they are few enough. */
function withNumbers(segment: Segment, made: ReadonlySet<string>, frame: Frame, numbers: readonly number[]): Segment {
  if (!segment.parts.some(({ column }) => made.has(column))) return segment;
  const inside = segment.parts.map(({ column, condition }) => {
    const { bins, codes } = binColumn(frame.columns.find(({ name }) => name === column) as Column, FEW) as NonNullable<
      ReturnType<typeof binColumn>
    >;
    const code = bins.findIndex((bin) => bin.condition === condition);
    return (row: number) => codes[row] === code;
  });
  const found = numbers.filter((_, row) => inside.every((holds) => holds(row)));
  const filter = found.length <= MOST_NUMBERS ? [{ column: "row", test: "rows" as const, numbers: found }] : [];
  return { ...segment, parts: segment.parts.map((part, i) => ({ ...part, filter: i === 0 ? filter : [] })) };
}

const withoutFilter = (segment: Segment): Segment => ({ ...segment, parts: segment.parts.map((part) => ({ ...part, filter: [] })) });
