import type { ComparedColumn, ComparedRows, Comparison, RowChanges } from "../../protocol/compare.ts";
import { formatNumber, formatShare, plural } from "../../shared/format.ts";
import { table } from "./table.ts";

const MOST_COLUMNS = 60;
const MOST_CELLS = 4;
const SHORT = { "kolmogorov-smirnov": "KS", "chi-square": "chi-square", wasserstein: "Wasserstein", "jensen-shannon": "JS", psi: "PSI" };

/** What a person sees of a comparison in a terminal. */
export function describeComparison({ before, after, columns, drift, notes }: Comparison): string {
  const shown = columns
    .slice(0, MOST_COLUMNS)
    .map((column) => [
      column.name,
      changeOf(column),
      missingOf(column),
      both(column, "distinct"),
      both(column, "mean"),
      ...distanceOf(column),
    ]);
  const verdict = drift.verdict === null ? "" : `, so the data ${drift.verdict ? "drift" : "do not"}`;
  return [
    `before  ${sideOf(before)}`,
    `after   ${sideOf(after)}`,
    "",
    table(["column", "", "missing", "distinct", "mean", "distance", ""], shown),
    ...(columns.length > MOST_COLUMNS ? [`  and ${columns.length - MOST_COLUMNS} more; --json shows all`] : []),
    "",
    drift.tested === 0 ? "  Nothing to test." : `  ${drift.drifted} of ${plural(drift.tested, "column")} drift${verdict}.`,
    ...notes.map((note) => `  i ${note}`),
  ].join("\n");
}

function sideOf({ of, rows, columns }: ComparedRows): string {
  const name = [of.file, of.revision && `@${of.revision}`, of.split && ` (${of.split})`].filter(Boolean).join("");
  return `${name}  ${plural(rows, "row")}  ${plural(columns, "column")}`;
}

function changeOf({ change, before, after }: ComparedColumn): string {
  return change === "same" ? "" : change === "retyped" ? `${before?.storage} -> ${after?.storage}` : change;
}

function missingOf({ before, after }: ComparedColumn): string {
  const share = (side: ComparedColumn["before"]) => (side ? formatShare(side.missing, side.missing + side.count) : "");
  const [was, is] = [share(before), share(after)];
  return was === is ? was.replace(/^0 %$/, "") : `${was} -> ${is}`;
}

function both({ before, after }: ComparedColumn, figure: "distinct" | "mean"): string {
  const [was, is] = [formatNumber(before?.[figure]), formatNumber(after?.[figure])];
  return was === is ? was : `${was} -> ${is}`;
}

function distanceOf({ distances: [first], drifted }: ComparedColumn): string[] {
  if (!first) return ["", ""];
  const p = first.p === null ? "" : ` p ${formatNumber(first.p, 2)}`;
  return [`${SHORT[first.name]} ${formatNumber(first.value, 3)}${p}`, drifted === null ? "too few" : drifted ? "drift" : ""];
}

/** What a person sees of changed rows. */
export function describeChanges({ added, removed, changed, same, rows, columns, key, repeated, matching }: RowChanges): string {
  const head = `${plural(added, "row")} added, ${removed.toLocaleString("en-US")} removed, ${changed.toLocaleString("en-US")} changed, ${same.toLocaleString("en-US")} the same (by ${key.join(", ")})`;
  const twice = repeated.before + repeated.after;
  const lines = rows.map(({ kind, before, after }, i) => {
    const named = columns
      .filter(({ name }) => key.includes(name))
      .map((column) => String((after === null ? column.before : column.after)[i] ?? ""));
    const cells = columns
      .filter((column) => column.changed.includes(i))
      .map((column) => `${column.name}: ${String(column.before[i] ?? "missing")} -> ${String(column.after[i] ?? "missing")}`);
    const more = cells.length > MOST_CELLS ? [`and ${cells.length - MOST_CELLS} more`] : [];
    return [kind, ...named, String(after ?? before ?? ""), [...cells.slice(0, MOST_CELLS), ...more].join(", ")];
  });
  const keys = columns.filter(({ name }) => key.includes(name)).map(({ name }) => name);
  return [
    head,
    ...(twice > 0 ? [`  ! ${plural(twice, "row")} whose key is not theirs alone: paired in their order`] : []),
    ...(lines.length > 0 ? ["", table(["", ...keys, "row", "cells"], lines, 100)] : []),
    ...(matching > rows.length ? [`  and ${(matching - rows.length).toLocaleString("en-US")} more; --changes shows more`] : []),
  ].join("\n");
}
