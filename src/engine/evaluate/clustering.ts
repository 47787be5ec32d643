import { type Counts, meanOf } from "./counts.ts";

/** Rows and the cluster that each is in. `x`: row-major [labels.length, width]. */
export interface Clustered {
  x: Float64Array;
  width: number;
  labels: ArrayLike<number>;
}

/** Each cluster that has rows: how many, their middle, and the sums that figures are made of. */
interface Cluster {
  count: number;
  middle: Float64Array;
  /** Of its rows' distances to the middle, and of their squares. */
  distances: number;
  squares: number;
}

/** scikit-learn's `calinski_harabasz_score`: the spread between clusters over that within. NaN of one cluster, or one row each. */
export function calinskiHarabasz(rows: Clustered, counts: Counts = null): number {
  const n = rows.labels.length;
  const clusters = clustersOf(rows, counts);
  const k = clusters.length;
  if (k < 2 || k >= n) return Number.NaN;
  const whole = new Float64Array(rows.width);
  for (const { count, middle } of clusters)
    for (let j = 0; j < rows.width; j += 1) whole[j] = (whole[j] as number) + ((middle[j] as number) * count) / n;
  const within = clusters.reduce((sum, { squares }) => sum + squares, 0);
  const between = clusters.reduce((sum, { count, middle }) => sum + count * distance(middle, whole) ** 2, 0);
  return within === 0 ? 1 : (between * (n - k)) / (within * (k - 1));
}

/** scikit-learn's `davies_bouldin_score`: how like each cluster is to the one most like it; 0 is best. NaN as above. */
export function daviesBouldin(rows: Clustered, counts: Counts = null): number {
  const clusters = clustersOf(rows, counts);
  const k = clusters.length;
  if (k < 2 || k >= rows.labels.length) return Number.NaN;
  const spread = clusters.map(({ distances, count }) => distances / count);
  const worst = clusters.map(({ middle }, i) =>
    Math.max(
      ...clusters.map((other, j) => {
        const apart = distance(middle, other.middle);
        return i === j || apart === 0 ? 0 : ((spread[i] as number) + (spread[j] as number)) / apart;
      }),
    ),
  );
  return worst.reduce((sum, one) => sum + one, 0) / k;
}

/** scikit-learn's `silhouette_score`: the mean of the rows' silhouettes. NaN as above. */
export const silhouette = (rows: Clustered): number => meanOf(silhouettes(rows))(null);

/**
 * Of each row (b - a) / max(a, b), a being a row's mean distance to its own cluster's
 * others and b that to the nearest other cluster; 0 of a row that is alone. Looks at all pairs of rows.
 */
export function silhouettes({ x, width, labels }: Clustered): Float64Array {
  const n = labels.length;
  const found = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  if (found.length < 2 || found.length >= n) return new Float64Array(n).fill(Number.NaN);
  const places = new Map(found.map((label, k) => [label, k]));
  const own = Int32Array.from({ length: n }, (_, row) => places.get(labels[row] as number) as number);
  const counts = new Float64Array(found.length);
  for (const k of own) counts[k] = (counts[k] as number) + 1;
  const sums = new Float64Array(n * found.length);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const apart = distance(x.subarray(i * width, (i + 1) * width), x.subarray(j * width, (j + 1) * width));
      const [toJ, toI] = [i * found.length + (own[j] as number), j * found.length + (own[i] as number)];
      sums[toJ] = (sums[toJ] as number) + apart;
      sums[toI] = (sums[toI] as number) + apart;
    }
  }
  return Float64Array.from(own, (k, i) => silhouetteOf(sums.subarray(i * found.length, (i + 1) * found.length), counts, k));
}

function silhouetteOf(sums: Float64Array, counts: Float64Array, own: number): number {
  const others = (counts[own] as number) - 1;
  if (others === 0) return 0;
  const a = (sums[own] as number) / others;
  let b = Number.POSITIVE_INFINITY;
  for (let k = 0; k < sums.length; k += 1) if (k !== own) b = Math.min(b, (sums[k] as number) / (counts[k] as number));
  return a === b ? 0 : (b - a) / Math.max(a, b);
}

function clustersOf({ x, width, labels }: Clustered, counts: Counts): Cluster[] {
  const clusters = new Map<number, Cluster>();
  for (let row = 0; row < labels.length; row += 1) {
    const times = counts === null ? 1 : (counts[row] as number);
    if (times === 0) continue;
    const label = labels[row] as number;
    const cluster = clusters.get(label) ?? { count: 0, middle: new Float64Array(width), distances: 0, squares: 0 };
    clusters.set(label, cluster);
    cluster.count += times;
    for (let j = 0; j < width; j += 1) cluster.middle[j] = (cluster.middle[j] as number) + times * (x[row * width + j] as number);
  }
  for (const { middle, count } of clusters.values()) for (let j = 0; j < width; j += 1) middle[j] = (middle[j] as number) / count;
  for (let row = 0; row < labels.length; row += 1) {
    const times = counts === null ? 1 : (counts[row] as number);
    if (times === 0) continue;
    const cluster = clusters.get(labels[row] as number) as Cluster;
    const apart = distance(x.subarray(row * width, (row + 1) * width), cluster.middle);
    cluster.distances += times * apart;
    cluster.squares += times * apart * apart;
  }
  return [...clusters.values()];
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j += 1) sum += ((a[j] as number) - (b[j] as number)) ** 2;
  return Math.sqrt(sum);
}
