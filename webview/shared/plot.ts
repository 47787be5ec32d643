import { axisX, axisY, cell, dot, line, type PlotOptions, plot, rectX, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import type { HistogramBin } from "../../src/protocol/profile.ts";

/** A picture by Observable Plot. Its own `<style>` is taken out, for the CSP refuses it; parts.css has the rules. The only importer of Plot. */
function picture(options: PlotOptions): Element {
  const drawn = plot({ style: { background: "none", color: "currentColor", overflow: "visible" }, ...options });
  for (const style of [...drawn.querySelectorAll("style")]) style.remove();
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

const GRID = "var(--ty-grid)";
const QUIET = "var(--ty-quiet)";
const DATA = "var(--ty-data)";

export interface Quartiles {
  lower: number;
  median: number;
  upper: number;
  /** Values beyond these count as outliers. */
  fences: [number, number];
}

/** A histogram over its quartiles (shaded), median (line) and outlier fences (dashed); bars of outliers are in another colour. */
export function histogramPicture(bins: readonly HistogramBin[], quartiles: Quartiles | null, dates: boolean, width: number): Element {
  const x = (value: number) => (dates ? new Date(value) : value);
  const data = bins.map(({ from, to, count }) => ({ x1: x(from), x2: x(to), count, out: isOut(from, to, quartiles) }));
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const low = bins[0]?.from ?? 0;
  const high = bins.at(-1)?.to ?? 1;
  const fences = quartiles ? quartiles.fences.filter((at) => at > low && at < high) : [];
  return picture({
    width,
    height: 160,
    marginLeft: 44,
    marginTop: 16,
    marginBottom: 24,
    x: { type: dates ? "utc" : "linear", domain: [x(low), x(high)] },
    y: { domain: [0, most] },
    marks: [
      ...(quartiles
        ? [rectX([{ x1: x(quartiles.lower), x2: x(quartiles.upper) }], { x1: "x1", x2: "x2", fill: QUIET, fillOpacity: 0.15 })]
        : []),
      rectY(data, {
        x1: "x1",
        x2: "x2",
        y: "count",
        fill: (bin) => (bin.out ? "var(--ty-warning)" : DATA),
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      ...(quartiles ? [ruleX([x(quartiles.median)], { stroke: "currentColor", strokeWidth: 1.5 })] : []),
      ruleX(fences.map(x), { stroke: QUIET, strokeDasharray: "3,3" }),
      ruleY([0], { stroke: GRID }),
      axisX({ label: null, color: QUIET, ticks: Math.max(2, Math.floor(width / 90)), tickSize: 3 }),
      axisY({ label: null, color: QUIET, ticks: 3, tickSize: 3 }),
    ],
  });
}

const isOut = (from: number, to: number, quartiles: Quartiles | null): boolean =>
  quartiles !== null && (to <= quartiles.fences[0] || from >= quartiles.fences[1]);

/** Opacity of the fullest cell: its figure must stay readable. */
const FULLEST = 0.5;

/** Correlations as a grid: blue where columns rise together, orange where one falls, the stronger the fuller. */
export function correlationPicture(columns: readonly string[], values: readonly (readonly (number | null)[])[], width: number): Element {
  const cells = columns.flatMap((a, i) => columns.map((b, j) => ({ a, b, r: values[i]?.[j] ?? null })));
  const names = columns.length <= 40;
  const margin = names ? Math.min(160, width * 0.3, 12 + 6.2 * Math.max(...columns.map((name) => name.length))) : 8;
  const below = names ? margin * 0.75 : margin;
  const side = Math.min(width - margin, Math.max(160, columns.length * 36));
  const figures = side / columns.length >= 30;
  return picture({
    width: Math.min(width, side + margin),
    height: side + below,
    marginLeft: margin,
    marginBottom: below - 4,
    marginTop: 4,
    marginRight: 4,
    x: { domain: [...columns] },
    y: { domain: [...columns] },
    marks: [
      cell(cells, {
        x: "b",
        y: "a",
        inset: 0.5,
        fill: ({ r }) => (r !== null && r < 0 ? "var(--ty-series-orange)" : "var(--ty-series-blue)"),
        fillOpacity: ({ r }) => (r === null ? 0 : Math.abs(r) * FULLEST),
        stroke: GRID,
        strokeWidth: 0.5,
      }),
      ...(figures ? [text(cells, { x: "b", y: "a", text: ({ r }) => (r === null ? "" : r.toFixed(2)), fill: "currentColor" })] : []),
      ...(names
        ? [
            axisX({ label: null, color: QUIET, tickRotate: -40, tickSize: 0, textAnchor: "end", tickFormat: short }),
            axisY({ label: null, color: QUIET, tickSize: 0, tickFormat: short }),
          ]
        : []),
    ],
  });
}

const short = (name: string): string => (name.length > 22 ? `${name.slice(0, 21)}…` : name);

/** Predicted against actual values; a perfect model has all points on the line. */
export function residualsPicture(predicted: readonly number[], actual: readonly number[], width: number): Element {
  const points = predicted.map((y, at) => ({ x: actual[at] ?? Number.NaN, y }));
  const all = [...predicted, ...actual].filter(Number.isFinite);
  const ends = [Math.min(...all), Math.max(...all)].map((end) => ({ x: end, y: end }));
  return square(width, "actual", "predicted", [
    line(ends, { x: "x", y: "y", stroke: QUIET, strokeDasharray: "4,3" }),
    dot(points, { x: "x", y: "y", r: 2.5, fill: "var(--ty-series-blue)", fillOpacity: 0.6 }),
  ]);
}

/** The ROC curve above chance (dashed). */
export function rocPicture(fpr: readonly number[], tpr: readonly number[], width: number): Element {
  const points = fpr.map((x, at) => ({ x, y: tpr[at] ?? Number.NaN }));
  const chance = [0, 1].map((end) => ({ x: end, y: end }));
  return square(width, "false positive rate", "true positive rate", [
    line(chance, { x: "x", y: "y", stroke: QUIET, strokeDasharray: "4,3" }),
    line(points, { x: "x", y: "y", stroke: "var(--ty-series-blue)", strokeWidth: 2 }),
  ]);
}

function square(width: number, xLabel: string, yLabel: string, marks: NonNullable<PlotOptions["marks"]>): Element {
  const side = Math.min(width, 360);
  return picture({
    width: side,
    height: side * 0.85,
    marginLeft: 52,
    marginBottom: 36,
    marginTop: 20,
    marginRight: 12,
    marks: [
      axisX({ label: xLabel, labelAnchor: "center", labelArrow: "none", color: QUIET, ticks: 5, tickSize: 3 }),
      axisY({ label: yLabel, labelArrow: "none", color: QUIET, ticks: 5, tickSize: 3 }),
      ...marks,
    ],
  });
}
