import { type Clustered, calinskiHarabasz, daviesBouldin, silhouettes } from "../evaluate/clustering.ts";
import { type Counts, meanOf } from "../evaluate/counts.ts";
import type { Judgement } from "../model/algorithm.ts";
import type { DoubleMatrix } from "../recipe/matrix.ts";
import { randomFrom, shuffle } from "../train/random.ts";

/** A silhouette looks at all pairs of rows: of more rows than this, at so many drawn from them. */
export const MOST_PAIRED = 4000;

/**
 * How clearly apart the clusters are. `said`: of each row its cluster and the distance to its middle. In a resample each row keeps
 * the silhouette that it has among all.
 */
export function judgeClusters({ data, rows, features }: DoubleMatrix, said: Float64Array, clusters: number): Judgement {
  const width = features.length;
  const labels = Int32Array.from({ length: rows }, (_, row) => said[2 * row] as number);
  const all: Clustered = { x: data, width, labels };
  const squares = meanOf(Float64Array.from({ length: rows }, (_, row) => (said[2 * row + 1] as number) ** 2));
  const sizes = new Array<number>(clusters).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const drawn = rows > MOST_PAIRED ? drawRows(rows) : null;
  const silhouetteUnder = silhouettesOf(all, drawn);
  const under = (counts: Counts) => ({
    silhouette: silhouetteUnder(counts),
    calinski_harabasz: calinskiHarabasz(all, counts),
    davies_bouldin: daviesBouldin(all, counts),
    inertia: rows * squares(counts),
  });
  return {
    metrics: under(null),
    under,
    clusters: sizes.map((count, k) => ({ label: String(k), rows: count })),
    ...(drawn && { sampled: { metrics: ["silhouette"], rows: MOST_PAIRED } }),
  };
}

function silhouettesOf(all: Clustered, drawn: Int32Array | null): (counts: Counts) => number {
  const own = silhouettes(drawn ? takeRows(all, drawn) : all);
  if (!drawn) return meanOf(own);
  return (counts) => {
    let [sum, times] = [0, 0];
    for (const [i, row] of drawn.entries()) {
      const count = counts === null ? 1 : (counts[row] as number);
      sum += count * (own[i] as number);
      times += count;
    }
    return sum / times;
  };
}

function drawRows(rows: number): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  shuffle(order, randomFrom(0, "sample"));
  return order.slice(0, MOST_PAIRED).sort();
}

function takeRows({ x, width, labels }: Clustered, chosen: Int32Array): Clustered {
  const values = new Float64Array(chosen.length * width);
  for (const [i, row] of chosen.entries()) values.set(x.subarray(row * width, (row + 1) * width), i * width);
  return { x: values, width, labels: chosen.map((row) => labels[row] as number) };
}
