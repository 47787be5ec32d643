import { formatNumber } from "../../shared/format.ts";

export interface PlotSeries {
  name: string;
  steps: number[];
  values: number[];
}

const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
const COLOURS = [36, 33];

/** A loss that falls by more than this shows nothing on a linear axis. */
const LOGARITHMIC_FROM = 50;

/** Curves in Braille dots, two by four a character, with the range of both axes; a wide range of positive values is drawn logarithmically. */
export function plot(
  series: PlotSeries[],
  { width, height, colour, unit = "epoch" }: { width: number; height: number; colour: boolean; unit?: string },
): string {
  const finite = series.flatMap(({ values }) => values.filter(Number.isFinite));
  const [lowest, highest] = [finite.reduce((a, b) => Math.min(a, b), Infinity), finite.reduce((a, b) => Math.max(a, b), -Infinity)];
  const logarithmic = lowest > 0 && highest / lowest > LOGARITHMIC_FROM;
  const ordinate = (value: number) => (logarithmic ? Math.log10(value) : value);
  const points = series.map(({ steps, values }) =>
    steps.map((x, i) => ({ x, y: ordinate(values[i] as number) })).filter(({ y }) => Number.isFinite(y)),
  );
  const all = points.flat();
  if (all.length === 0) return "";
  const x = scale(
    all.map((point) => point.x),
    width * 2,
  );
  const y = scale(
    all.map((point) => point.y),
    height * 4,
  );
  const cells = Array.from({ length: height }, () => Array.from({ length: width }, () => ({ dots: 0, series: -1 })));
  points.forEach((line, index) => {
    for (const [column, row] of walk(line.map((point) => [x.at(point.x), height * 4 - 1 - y.at(point.y)]))) {
      const cell = cells[Math.floor(row / 4)]?.[Math.floor(column / 2)];
      if (!cell) continue;
      cell.dots |= DOTS[row % 4]?.[column % 2] ?? 0;
      cell.series = index;
    }
  });
  const paint = (text: string, index: number) =>
    colour && index >= 0 ? `\u001b[${COLOURS[index % COLOURS.length]}m${text}\u001b[0m` : text;
  const labels = [formatNumber(highest, 3), ...Array(Math.max(0, height - 2)).fill(""), formatNumber(lowest, 3)];
  const margin = Math.max(...labels.map((label: string) => label.length));
  const rows = cells.map((row, i) => {
    const drawn = row.map(({ dots, series: index }) => (dots ? paint(String.fromCharCode(0x2800 + dots), index) : " "));
    return `  ${(labels[i] ?? "").padStart(margin)} ${drawn.join("").trimEnd()}`;
  });
  const legend = series.map(({ name }, i) => paint(`${"─".repeat(2)} ${name}`, i)).join("   ");
  return [
    ...rows,
    `  ${" ".repeat(margin)} ${`${unit} ${x.low}`.padEnd(Math.max(8, width - 12))}${unit} ${x.high}`,
    `  ${" ".repeat(margin)} ${legend}${logarithmic ? "   (logarithmic)" : ""}`,
  ].join("\n");
}

function scale(values: number[], size: number) {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return { low, high, at: (value: number) => Math.round(((value - low) / (high - low || 1)) * (size - 1)) };
}

/** The dots of a line through the points, without gaps. */
function* walk(points: number[][]): Generator<[number, number]> {
  for (let i = 0; i < points.length; i += 1) {
    const [x0, y0] = points[Math.max(0, i - 1)] as [number, number];
    const [x1, y1] = points[i] as [number, number];
    const count = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0), 1);
    for (let k = 0; k <= count; k += 1) yield [Math.round(x0 + ((x1 - x0) * k) / count), Math.round(y0 + ((y1 - y0) * k) / count)];
  }
}
