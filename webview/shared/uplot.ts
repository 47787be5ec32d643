import uPlot from "uplot";
import { color } from "./theme.ts";

export interface Line {
  x: readonly number[];
  y: readonly (number | null)[];
  /** Custom property that holds the colour. */
  color: string;
  dash: number[];
  width: number;
  hidden: boolean;
}

/** Something that happened at one x: a dashed line with a word. */
export interface Mark {
  x: number;
  text: string;
  color: string;
}

export interface LineChartOptions {
  lines: readonly Line[];
  marks: readonly Mark[];
  log: boolean;
  height: number;
  formatX: (x: number) => string;
  /** Only whole numbers on the x axis. */
  wholeX: boolean;
  onHover: (x: number | null) => void;
}

export interface LineChart {
  /** New data; redraws this chart only, and rebuilds it only when its kind changed. */
  update(options: LineChartOptions): void;
  resize(width: number): void;
  /** Brings one line forward; null brings all back. */
  focus(line: number | null): void;
  /** Moves the reading position by so many points. */
  step(by: number): void;
  repaint(): void;
  dispose(): void;
}

/** A line chart of several series with their own x values. The only importer of uPlot. */
export function lineChart(parent: HTMLElement, first: LineChartOptions, width: number): LineChart {
  let options = first;
  let size = width;
  let plot = build();

  function build(): uPlot {
    return new uPlot(
      settings(() => options, size),
      dataOf(options),
      parent,
    );
  }
  const shape = ({ log, lines, height, wholeX }: LineChartOptions) =>
    JSON.stringify([log, height, wholeX, lines.map(({ color: name, dash, width: stroke }) => [name, dash, stroke])]);

  return {
    update(next) {
      const same = shape(next) === shape(options);
      options = next;
      if (!same) {
        plot.destroy();
        plot = build();
        return;
      }
      next.lines.forEach(({ hidden }, at) => {
        if (plot.series[at + 1]?.show === hidden) plot.setSeries(at + 1, { show: !hidden }, false);
      });
      plot.setData(dataOf(next));
    },
    resize(next) {
      if (next === size || next <= 0) return;
      size = next;
      plot.setSize({ width: size, height: options.height });
    },
    focus: (line) => plot.setSeries(line === null ? null : line + 1, { focus: line !== null }, false),
    step(by) {
      const xs = plot.data[0];
      const at = Math.max(0, Math.min(xs.length - 1, (plot.cursor.idx ?? (by > 0 ? -1 : xs.length)) + by));
      plot.setCursor({ left: plot.valToPos(xs[at] ?? 0, "x"), top: 8 });
    },
    repaint: () => plot.redraw(false, true),
    dispose: () => plot.destroy(),
  };
}

/** All x values in one ascending list, each series aligned to it. */
function dataOf({ lines, log }: LineChartOptions): uPlot.AlignedData {
  if (lines.length === 0) return [[], []];
  return uPlot.join(
    lines.map(({ x, y }): uPlot.AlignedData => [x as number[], y.map((value) => (value === null || (log && value <= 0) ? null : value))]),
    lines.map(() => [0, 1]),
  );
}

function settings(options: () => LineChartOptions, width: number): uPlot.Options {
  const { lines, log, height, wholeX } = options();
  const axis: uPlot.Axis = {
    stroke: () => color("--ty-quiet"),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: () => color("--ty-grid"), width: 1 },
    ticks: { stroke: () => color("--ty-grid"), width: 1, size: 4 },
  };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: true, y: false }, points: { size: 6 } },
    focus: { alpha: 0.25 },
    padding: [() => (options().marks.length > 0 ? 2 * MARK_ROW + 4 : 12), 12, 0, 0],
    scales: { x: { time: false }, y: log ? { distr: 3 } : {} },
    axes: [
      { ...axis, size: 28, space: 60, ...(wholeX ? { incrs: WHOLE } : {}), values: (_, splits) => splits.map((x) => options().formatX(x)) },
      { ...axis, size: 52, values: (_, splits) => splits.map((y) => (y === null ? "" : shortNumber(y))) },
    ],
    series: [
      {},
      ...lines.map(
        ({ color: name, dash, width: stroke, hidden }): uPlot.Series => ({
          stroke: () => color(name),
          dash,
          width: stroke,
          show: !hidden,
          spanGaps: true,
          points: { show: (_, at) => options().lines[at - 1]?.x.length === 1 },
        }),
      ),
    ],
    hooks: {
      setCursor: [(self) => options().onHover(self.cursor.idx == null ? null : (self.data[0][self.cursor.idx] ?? null))],
      draw: [(self) => drawMarks(self, options().marks)],
    },
  };
}

const WHOLE = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7, 1e8];

/** `0.25`, `1,500`, `400K`, `2e-4`: what fits beside an axis. */
const shortNumber = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential(0)
    : value.toLocaleString("en-US", { maximumSignificantDigits: 4, notation: Math.abs(value) >= 1e4 ? "compact" : "standard" });

/** Height of a mark's word, in pixels. */
const MARK_ROW = 13;

/** Words stand above the plot, one row each, where no curve runs through them. Room is for two, so that charts side by side agree. */
function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px ${getComputedStyle(document.body).fontFamily}`;
  ctx.textBaseline = "top";
  for (const [row, { x, text, color: name }] of marks.entries()) {
    const at = Math.round(plot.valToPos(x, "x", true));
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.strokeStyle = color(name);
    ctx.fillStyle = color(name);
    ctx.lineWidth = ratio;
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    const room = bbox.left + bbox.width - at > ctx.measureText(text).width + 6 * ratio;
    ctx.textAlign = room ? "left" : "right";
    ctx.fillText(text, at + (room ? 0 : 2) * ratio, bbox.top - MARK_ROW * (marks.length - row) * ratio);
  }
  ctx.restore();
}
