import { mean } from "../statistics.ts";

/** What each category says about the target. */
export interface Encoding {
  /** Of the target over the rows it was learnt from: what a category that they lack is encoded as. */
  mean: number;
  /** By category. */
  values: number[];
}

export interface EncodingOptions {
  /** How many categories there are. */
  categories: number;
  smoothing: "auto" | number;
}

/**
 * The mean of the target in each category, pulled towards the mean of all (scikit-learn's `TargetEncoder`; `auto` is the
 * empirical Bayes estimate of D. Micci-Barreca, SIGKDD Explorations 3 (2001), equation 5).
 * `codes`: for each row its category; `target`: for each row its value.
 */
export function encodingOf(codes: Int32Array, target: Float64Array, { categories, smoothing }: EncodingOptions): Encoding {
  const overall = mean(target);
  const counts = new Float64Array(categories);
  const sums = new Float64Array(categories);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
    sums[code] = (sums[code] as number) + (target[row] as number);
  }
  const shares = smoothing === "auto" ? trust(codes, target, counts, sums, overall) : null;
  const values = Array.from(counts, (count, code) => {
    const sum = sums[code] as number;
    if (smoothing !== "auto") return count + smoothing === 0 ? overall : (sum + smoothing * overall) / (count + smoothing);
    const share = shares?.[code] as number;
    return Number.isNaN(share) ? overall : share * (sum / count) + (1 - share) * overall;
  });
  return { mean: overall, values };
}

/** How much weight a category's own mean has; NaN where nothing is known. */
function trust(codes: Int32Array, target: Float64Array, counts: Float64Array, sums: Float64Array, overall: number): Float64Array {
  const squares = new Float64Array(counts.length);
  let all = 0;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] as number;
    const value = target[row] as number;
    const own = value - (sums[code] as number) / (counts[code] as number);
    squares[code] = (squares[code] as number) + own * own;
    all += (value - overall) * (value - overall);
  }
  const variance = all / codes.length;
  return counts.map((count, code) => (variance * count) / (variance * count + (squares[code] as number) / count));
}

/**
 * For each row the encoding learnt from the other folds. `folds`: for each row its fold, from 0 to `count`. A fold that
 * holds all rows leaves nothing to learn from: it is encoded by itself.
 */
export function encodeOutOfFold(
  codes: Int32Array,
  target: Float64Array,
  { folds, count, ...options }: EncodingOptions & { folds: Uint8Array; count: number },
): Float64Array {
  const encoded = new Float64Array(codes.length);
  for (let fold = 0; fold < count; fold += 1) {
    const outside = folds.reduce((sum, own) => sum + (own === fold ? 0 : 1), 0);
    const others = { codes: new Int32Array(outside), target: new Float64Array(outside) };
    let at = 0;
    for (let row = 0; row < codes.length && outside > 0; row += 1) {
      if (folds[row] === fold) continue;
      others.codes[at] = codes[row] as number;
      others.target[at] = target[row] as number;
      at += 1;
    }
    const { values } = outside > 0 ? encodingOf(others.codes, others.target, options) : encodingOf(codes, target, options);
    for (let row = 0; row < codes.length; row += 1) if (folds[row] === fold) encoded[row] = values[codes[row] as number] as number;
  }
  return encoded;
}
