import { areaY, axisX, axisY, barX, dot, line, type PlotOptions, ruleX, ruleY } from "@observablehq/plot";
import { GRID, picture, QUIET, short } from "./plot.ts";

/** One line of a chart with both axes in numbers. */
export interface PlotLine {
  x: readonly number[];
  y: readonly number[];
  /** Custom property that holds the colour. */
  color: string;
  dash?: string;
  /** Draw its points too, the larger the more rows are behind them. */
  weights?: readonly number[];
}

export interface SquareOptions {
  xLabel: string;
  yLabel: string;
  lines: readonly PlotLine[];
  /** From the lower left to the upper right corner: guessing, or the truth. */
  diagonal?: boolean;
  /** Both axes from 0 to 1. */
  shares?: boolean;
  /** The y axis begins at 0. */
  fromZero?: boolean;
  /** A level to compare with. */
  level?: number;
}

/** Lines in a square: ROC, precision over recall, calibration, quantiles. */
export function squarePicture({ xLabel, yLabel, lines, diagonal, shares, fromZero, level }: SquareOptions, width: number): Element {
  const all = lines.flatMap(({ x, y }) => [...x, ...y]).filter(Number.isFinite);
  const ends = (shares ? [0, 1] : [Math.min(...all), Math.max(...all)]).map((end) => ({ x: end, y: end }));
  return square(
    width,
    xLabel,
    yLabel,
    [
      ...(diagonal ? [line(ends, { x: "x", y: "y", stroke: QUIET, strokeDasharray: "4,3" })] : []),
      ...(level === undefined ? [] : [ruleY([level], { stroke: QUIET, strokeDasharray: "4,3" })]),
      ...lines.flatMap(({ x, y, color, dash, weights }) => {
        const points = x.map((value, at) => ({ x: value, y: y[at] ?? Number.NaN, r: Math.sqrt(weights?.[at] ?? 0) }));
        const most = Math.max(1, ...points.map(({ r }) => r));
        return [
          line(points, { x: "x", y: "y", stroke: `var(${color})`, strokeWidth: 2, ...(dash ? { strokeDasharray: dash } : {}) }),
          ...(weights ? [dot(points, { x: "x", y: "y", r: ({ r }) => 2 + (4 * r) / most, fill: `var(${color})` })] : []),
        ];
      }),
    ],
    shares ? { x: { domain: [0, 1] }, y: { domain: [0, 1] } } : fromZero ? { y: { zero: true } } : {},
  );
}

export interface CloudOptions {
  x: readonly number[];
  y: readonly number[];
  xLabel: string;
  yLabel: string;
  /** A straight line: through the origin at 45 degrees, level at 0, or by its slope and intercept. */
  along: "diagonal" | "zero" | { slope: number; intercept: number };
}

/** Points along a dashed line. */
export function cloudPicture({ x, y, xLabel, yLabel, along }: CloudOptions, width: number): Element {
  const points = x.map((value, at) => ({ x: value, y: y[at] ?? Number.NaN }));
  const reach = along === "diagonal" ? [...x, ...y] : x;
  const finite = reach.filter(Number.isFinite);
  const at = (end: number) => (along === "diagonal" ? end : along === "zero" ? 0 : along.intercept + along.slope * end);
  const ends = [Math.min(...finite), Math.max(...finite)].map((end) => ({ x: end, y: at(end) }));
  return square(width, xLabel, yLabel, [
    line(ends, { x: "x", y: "y", stroke: QUIET, strokeDasharray: "4,3" }),
    dot(points, { x: "x", y: "y", r: 2.5, fill: "var(--ty-series-blue)", fillOpacity: 0.6 }),
  ]);
}

/** Named values as bars from 0, with their deviation as a line. `label`: what the bars measure. */
export function barsPicture(bars: readonly { name: string; value: number; std?: number }[], width: number, label: string): Element {
  const names = bars.map(({ name }) => name);
  const left = Math.min(160, width * 0.42, 14 + 6.4 * Math.max(...names.map((name) => short(name).length)));
  const fitting = (name: string) => short(name, Math.max(4, Math.floor((left - 14) / 6.4)));
  const data = bars.map(({ name, value, std = 0 }) => ({ name, value, low: value - std, high: value + std }));
  return picture({
    width,
    height: 50 + bars.length * 20,
    marginLeft: left,
    marginRight: 12,
    marginTop: 6,
    marginBottom: 40,
    y: { domain: names },
    marks: [
      barX(data, { x: "value", y: "name", fill: "var(--ty-series-blue)", insetTop: 3, insetBottom: 3 }),
      ...data
        .filter(({ low, high }) => high > low)
        .map((one) =>
          line(
            [one.low, one.high].map((x) => ({ x, y: one.name })),
            { x: "x", y: "y", stroke: "currentColor" },
          ),
        ),
      ruleX([0], { stroke: GRID }),
      axisX({
        label,
        labelAnchor: "center",
        labelArrow: "none",
        color: QUIET,
        ticks: Math.max(2, Math.floor(width / 110)),
        tickSize: 3,
      }),
      axisY({ label: null, color: QUIET, tickSize: 0, tickFormat: fitting }),
    ],
  });
}

export interface BandOptions {
  /** Numbers, epoch milliseconds, or labels. */
  x: readonly (number | string)[];
  kind: "number" | "category" | "date";
  lines: readonly { y: readonly number[]; low?: readonly number[]; high?: readonly number[]; color: string; dash?: string }[];
  /** Of the y axis; as the values are where absent. */
  domain?: [number, number];
  yLabel?: string;
}

/** What comes out over one column: lines within their bands, or points on their ranges where the column has labels. */
export function bandPicture({ x, kind, lines, domain, yLabel }: BandOptions, width: number): Element {
  const at = (value: number | string) =>
    kind === "date" ? new Date(Number(value)) : kind === "number" ? Number(value) : short(String(value), 12);
  // Bands over one another are a fog: the more of them, the thinner.
  const fillOpacity = 0.18 / Math.max(1, lines.filter(({ low }) => low).length);
  const marks = lines.flatMap(({ y, low, high, color, dash }) => {
    const data = x.map((value, i) => ({ x: at(value), y: y[i], low: low?.[i], high: high?.[i] }));
    const stroke = `var(${color})`;
    if (kind === "category") {
      return [
        ...data.map((one) =>
          line(
            [one.low, one.high].map((end) => ({ x: one.x, y: end })),
            { x: "x", y: "y", stroke, strokeOpacity: 0.45, strokeWidth: 3 },
          ),
        ),
        dot(data, { x: "x", y: "y", r: 4, fill: stroke }),
      ];
    }
    return [
      ...(low ? [areaY(data, { x: "x", y1: "low", y2: "high", fill: stroke, fillOpacity })] : []),
      line(data, { x: "x", y: "y", stroke, strokeWidth: dash ? 1.5 : 2, ...(dash ? { strokeDasharray: dash } : {}) }),
    ];
  });
  return picture({
    width,
    height: 170,
    marginLeft: 46,
    marginTop: yLabel === undefined ? 10 : 22,
    marginBottom: kind === "date" ? 40 : 28,
    marginRight: 10,
    x: kind === "category" ? { type: "point", domain: x.map(at) as string[], padding: 0.5 } : { type: kind === "date" ? "utc" : "linear" },
    ...(domain ? { y: { domain } } : {}),
    marks: [
      ...marks,
      axisX({ label: null, color: QUIET, tickSize: 3, ...(kind === "category" ? {} : { ticks: Math.max(2, Math.floor(width / 90)) }) }),
      axisY({ label: yLabel ?? null, labelArrow: "none", color: QUIET, ticks: 4, tickSize: 3 }),
    ],
  });
}

function square(
  width: number,
  xLabel: string,
  yLabel: string,
  marks: NonNullable<PlotOptions["marks"]>,
  scales: PlotOptions = {},
): Element {
  const side = Math.min(width, 360);
  return picture({
    width: side,
    height: side * 0.85,
    marginLeft: 52,
    marginBottom: 36,
    marginTop: 20,
    marginRight: 12,
    ...scales,
    marks: [
      axisX({
        label: xLabel,
        labelAnchor: "center",
        labelArrow: "none",
        color: QUIET,
        ticks: Math.max(2, Math.floor(side / 70)),
        tickSize: 3,
      }),
      axisY({ label: yLabel, labelArrow: "none", color: QUIET, ticks: 5, tickSize: 3 }),
      ...marks,
    ],
  });
}
