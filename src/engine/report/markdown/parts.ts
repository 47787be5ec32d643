import type { Importance, Segments, WorstErrors } from "../../../protocol/explanation.ts";
import { formatNumber, plural } from "../../../shared/format.ts";
import { table } from "./table.ts";

/** What a model goes by. */
export const importanceTable = ({ metric, score, repeats, columns }: Importance): string[] => [
  `How much worse ${metric} (${formatNumber(score)}) gets when a column's values are shuffled, ${plural(repeats, "time")} each.`,
  "",
  ...table(
    ["column", "importance", "deviation"],
    columns.map(({ column, mean, std }) => [column, mean, std]),
  ),
];

/** Where it is worse than elsewhere. */
export const segmentTable = ({ weak, tried, leastRows, metric, overall }: Segments): string[] => [
  weak.length === 0
    ? tried === 0
      ? `No segment was tried: no column parts the rows into segments of at least ${plural(leastRows, "row")}.`
      : `No weak segment: of ${plural(tried, "segment")} of at least ${plural(leastRows, "row")}, none is worse than the rest beyond chance.`
    : `Segments that are worse than the rest beyond chance (of ${tried} tried; ${metric} is ${formatNumber(overall, 3)} over all).`,
  "",
  ...table(
    ["segment", "rows", metric, "elsewhere", "effect", "q"],
    weak.map(({ parts, rows, value, rest, effect, q }) => [
      parts.map(({ condition }) => condition).join(" and "),
      rows,
      value,
      rest,
      effect,
      q,
    ]),
  ),
];

/** The rows that it gets most wrong. */
export const worstTable = ({ loss, columns, rows }: WorstErrors): string[] =>
  rows.length === 0
    ? ["No errors: every test row was predicted right.", ""]
    : [
        `By ${loss}.`,
        "",
        ...table(
          ["row", "actual", "predicted", loss, ...columns],
          rows.map(({ row, actual, predicted, loss: size, cells }) => [row, actual, predicted, size, ...cells]),
        ),
      ];
