import type { ComparedColumn, Comparison, Distance } from "../../src/protocol/compare.ts";
import { formatNumber, formatShare, plural } from "../../src/shared/format.ts";

const NAMES: Record<Distance["name"], string> = {
  "kolmogorov-smirnov": "Kolmogorov-Smirnov",
  "chi-square": "chi-square",
  wasserstein: "Wasserstein (in standard deviations)",
  "jensen-shannon": "Jensen-Shannon",
  psi: "PSI",
};

const SHORT: Record<Distance["name"], string> = {
  "kolmogorov-smirnov": "KS",
  "chi-square": "χ²",
  wasserstein: "W",
  "jensen-shannon": "JS",
  psi: "PSI",
};

/** `KS 0.31, p < 0.001`, `W 0.24`. */
export const shortDistance = ({ name, value, p }: Distance): string =>
  `${SHORT[name]} ${formatNumber(value, 2)}${p === null ? "" : `, p ${p < 0.001 ? "< 0.001" : `= ${p.toFixed(3)}`}`}`;

/** The same with what it is held against. */
export function longDistance({ name, value, p, threshold, drifted, freedom }: Distance): string {
  const how =
    p === null
      ? `${drifted ? "at or above" : "below"} ${threshold}`
      : `p = ${p < 0.0001 ? "below 0.0001" : p.toFixed(4)}, ${drifted ? "below" : "not below"} ${threshold}`;
  return `${NAMES[name]}: ${formatNumber(value, 4)}${freedom === null ? "" : ` (${plural(freedom, "degree")} of freedom)`}; ${how}: ${drifted ? "drifted" : "not drifted"}.`;
}

/** What became of a column, in a word or two. */
export function verdict({ change, drifted }: ComparedColumn): string {
  if (change === "added") return "only after";
  if (change === "removed") return "only before";
  if (change === "retyped") return "other type";
  return drifted === null ? "not tested" : drifted ? "drifted" : "no drift";
}

/** How the sides differ as a whole. */
export function summary({ columns, drift }: Comparison): string {
  const count = (change: ComparedColumn["change"]) => columns.filter((column) => column.change === change).length;
  const parts = [
    count("added") > 0 ? `${plural(count("added"), "column")} only after` : "",
    count("removed") > 0 ? `${plural(count("removed"), "column")} only before` : "",
    count("retyped") > 0 ? `${plural(count("retyped"), "column")} of another type` : "",
    drift.tested > 0 ? `${drift.drifted} of ${plural(drift.tested, "column")} drifted` : "no column could be tested for drift",
  ];
  const whole = drift.verdict === null ? "" : drift.verdict ? " The data drifted: at least half of the columns did." : "";
  return `${parts.filter(Boolean).join(", ")}.${whole}`;
}

/** `2.1 % to 4.7 %`, or one share where they are the same. */
export function shares(before: [number, number] | null, after: [number, number] | null): string {
  const [left, right] = [before, after].map((pair) => (pair ? formatShare(...pair) : ""));
  return left === right ? (left ?? "") : [left, right].map((text) => text || "none").join(" → ");
}
