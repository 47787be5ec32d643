import type { ImageRows } from "../image/inputs.ts";
import type { LabelledRows } from "../model/algorithm.ts";
import type { TextRows } from "../model/text/texts.ts";
import type { Matrix } from "../recipe/matrix.ts";

/** Images are read one by one: two batches of them tell how long a step takes as well as many. */
const BATCHES_OF_IMAGES = 2;
/** Of text: enough rows that the vocabulary is about that of all. */
const MOST_TEXTS = 10_000;

interface Bounds {
  bytes: number;
  batch: number;
}

/** The first rows, in whole batches, as many as there is room for and at least one batch. */
export function firstRows({ x, y }: LabelledRows<unknown>, bounds: Bounds): LabelledRows<unknown> {
  const most = Math.max(1, Math.floor(roomFor(x, bounds) / bounds.batch)) * bounds.batch;
  return most >= rowCount({ x }) ? { x, y } : { x: firstOf(x, most), y: y.slice(0, most) };
}

/** By the features: without a target there may be no answers. */
export const rowCount = ({ x }: Pick<LabelledRows<unknown>, "x">): number => (x as { rows: number }).rows;

function roomFor(x: unknown, { bytes, batch }: Bounds): number {
  if (isImages(x)) return BATCHES_OF_IMAGES * batch;
  return isTexts(x) ? MOST_TEXTS : bytes / (4 * Math.max(1, (x as Matrix).features.length));
}

function firstOf(x: unknown, rows: number): ImageRows | TextRows | Matrix {
  if (isImages(x)) return { ...x, rows, paths: x.paths.slice(0, rows) };
  if (isTexts(x)) return { ...x, rows, words: x.words.slice(0, rows), others: x.others && firstOfMatrix(x.others, rows) };
  return firstOfMatrix(x as Matrix, rows);
}

const firstOfMatrix = (matrix: Matrix, rows: number): Matrix => ({
  ...matrix,
  rows,
  data: matrix.data.slice(0, rows * matrix.features.length),
});

const isImages = (x: unknown): x is ImageRows => Array.isArray((x as Partial<ImageRows>).paths);
const isTexts = (x: unknown): x is TextRows => Array.isArray((x as Partial<TextRows>).words);
