import { axisX, axisY, cell, type PlotOptions, plot, rectX, rectY, ruleX, ruleY, text } from "@observablehq/plot";
import type { HistogramBin } from "../../src/protocol/profile.ts";

/** A picture by Observable Plot. Its own `<style>` is taken out, for the CSP refuses it; figure.css has the rules. */
export function picture(options: PlotOptions): Element {
  const drawn = plot({ style: { background: "none", color: "currentColor", overflow: "visible" }, ...options });
  for (const style of [...drawn.querySelectorAll("style")]) style.remove();
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

export const GRID = "var(--ty-grid)";
export const QUIET = "var(--ty-quiet)";
const GREY = "var(--ty-grey)";
const DATA = "var(--ty-data)";

export interface HistogramOptions {
  bins: readonly HistogramBin[];
  quartiles: Quartiles | null;
  /** The values are epoch milliseconds. */
  dates: boolean;
  labels: readonly string[];
}

export interface Quartiles {
  lower: number;
  median: number;
  upper: number;
  /** Values beyond these count as outliers. */
  fences: [number, number];
}

/**
 * A histogram over its quartiles (shaded), median (line) and outlier fences (dashed); bars of outliers are in another colour.
 * A click on a bar sends `pick-bin` with its index; `labels` are what the bars say on hover.
 */
export function histogramPicture({ bins, quartiles, dates, labels }: HistogramOptions, width: number): Element {
  const x = (value: number) => (dates ? new Date(value) : value);
  const data = bins.map(({ from, to, count }) => ({ x1: x(from), x2: x(to), count, out: isOut(from, to, quartiles) }));
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const low = bins[0]?.from ?? 0;
  const high = bins.at(-1)?.to ?? 1;
  const fences = quartiles ? quartiles.fences.filter((at) => at > low && at < high) : [];
  const drawn = picture({
    width,
    height: dates ? 172 : 160,
    marginLeft: 44,
    marginTop: 16,
    marginBottom: dates ? 36 : 24,
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
      rectY(data, {
        x1: "x1",
        x2: "x2",
        y: most,
        fill: "currentColor",
        fillOpacity: 0,
        ariaDescription: PICK,
        title: (_, at) => labels[at] ?? "",
      }),
    ],
  });
  for (const [at, bar] of [...drawn.querySelectorAll(`[aria-description="${PICK}"] > *`)].entries()) {
    bar.classList.add("pick-bin");
    bar.addEventListener("click", () => drawn.dispatchEvent(new CustomEvent("pick-bin", { detail: at, bubbles: true })));
  }
  return drawn;
}

/** Marks the bars that take clicks: as high as the picture, so that small ones can be hit. */
const PICK = "pick";

const isOut = (from: number, to: number, quartiles: Quartiles | null): boolean =>
  quartiles !== null && (to <= quartiles.fences[0] || from >= quartiles.fences[1]);

/** Two distributions on the same bins or values, as shares: grey bars before, violet ones after. */
export function pairPicture(pairs: readonly { label: string; before: number; after: number }[], width: number): Element {
  const data = pairs.flatMap(({ label, before, after }, at) => [
    { x1: at + 0.06, x2: at + 0.48, share: before, fill: GREY, title: `${label}: ${percent(before)} before` },
    { x1: at + 0.52, x2: at + 0.94, share: after, fill: DATA, title: `${label}: ${percent(after)} after` },
  ]);
  const every = Math.max(1, Math.ceil((pairs.length * 64) / Math.max(1, width - 44)));
  return picture({
    width,
    height: 170,
    marginLeft: 44,
    marginTop: 12,
    marginBottom: 28,
    x: { domain: [0, Math.max(1, pairs.length)] },
    y: { domain: [0, Math.max(1e-9, ...data.map(({ share }) => share))] },
    marks: [
      rectY(data, { x1: "x1", x2: "x2", y: "share", fill: "fill", title: "title" }),
      ruleY([0], { stroke: GRID }),
      axisX(
        pairs.map((_, at) => at + 0.5).filter((_, at) => at % every === 0),
        {
          label: null,
          color: QUIET,
          tickSize: 3,
          tickFormat: (at: number) => short(pairs[Math.floor(at)]?.label.replace(/ to .*$/, "") ?? "", 10),
        },
      ),
      axisY({ label: null, color: QUIET, ticks: 3, tickSize: 3, tickFormat: percent }),
    ],
  });
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** Opacity of the fullest cell: its figure must stay readable. */
const FULLEST = 0.5;

/** Strengths from -1 to 1 as a grid: blue above 0, orange below, the stronger the fuller. `values[i][j]` is of row i and column j. */
export function strengthPicture(
  rows: readonly string[],
  columns: readonly string[],
  values: readonly (readonly (number | null)[])[],
  width: number,
): Element {
  const cells = rows.flatMap((a, i) => columns.map((b, j) => ({ a, b, r: values[i]?.[j] ?? null })));
  const names = Math.max(rows.length, columns.length) <= 40;
  const room = (list: readonly string[]) => Math.min(160, width * 0.3, 12 + 6.2 * Math.max(...list.map((name) => short(name).length)));
  const fitting = (list: readonly string[]) => (name: string) => short(name, Math.max(4, Math.floor((room(list) - 12) / 6)));
  const left = names ? room(rows) : 8;
  const below = names ? room(columns) * 0.75 : 8;
  const across = Math.min(width - left, Math.max(rows.length === columns.length ? 160 : 0, columns.length * 36));
  const down = rows.length === columns.length ? across : Math.min(720, rows.length * Math.max(22, Math.min(36, across / columns.length)));
  const figures = across / columns.length >= 30 && down / rows.length >= 16;
  return picture({
    width: Math.min(width, across + left),
    height: down + below,
    marginLeft: left,
    marginBottom: below - 4,
    marginTop: 4,
    marginRight: 4,
    x: { domain: [...columns] },
    y: { domain: [...rows] },
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
            axisX({
              label: null,
              color: QUIET,
              tickRotate: -40,
              tickSize: 0,
              textAnchor: "end",
              tickFormat: fitting(columns),
            }),
            axisY({ label: null, color: QUIET, tickSize: 0, tickFormat: fitting(rows) }),
          ]
        : []),
    ],
  });
}

export const short = (name: string, most = 22): string => (name.length > most ? `${name.slice(0, most - 1)}…` : name);
