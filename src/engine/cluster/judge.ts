import { type Clustered, calinskiHarabasz, daviesBouldin, silhouette } from "../evaluate/clustering.ts";
import type { Judgement } from "../model/algorithm.ts";
import type { DoubleMatrix } from "../recipe/matrix.ts";
import { randomFrom, shuffle } from "../train/random.ts";

/** A silhouette looks at all pairs of rows: of more rows than this, at so many drawn from them. */
export const MOST_PAIRED = 4000;

/** How clearly apart the clusters are. `said`: of each row its cluster and the distance to its middle. */
export function judgeClusters({ data, rows, features }: DoubleMatrix, said: Float64Array, clusters: number): Judgement {
  const width = features.length;
  const labels = Int32Array.from({ length: rows }, (_, row) => said[2 * row] as number);
  const all: Clustered = { x: data, width, labels };
  let inertia = 0;
  const counts = new Array<number>(clusters).fill(0);
  for (let row = 0; row < rows; row += 1) {
    inertia += (said[2 * row + 1] as number) ** 2;
    counts[labels[row] as number] = (counts[labels[row] as number] as number) + 1;
  }
  const drawn = rows > MOST_PAIRED ? draw(all, rows) : all;
  return {
    metrics: {
      silhouette: silhouette(drawn),
      calinski_harabasz: calinskiHarabasz(all),
      davies_bouldin: daviesBouldin(all),
      inertia,
    },
    clusters: counts.map((count, k) => ({ label: String(k), rows: count })),
    ...(drawn !== all && { sampled: { metrics: ["silhouette"], rows: MOST_PAIRED } }),
  };
}

function draw({ x, width, labels }: Clustered, rows: number): Clustered {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  shuffle(order, randomFrom(0, "sample"));
  const chosen = order.subarray(0, MOST_PAIRED).sort();
  const values = new Float64Array(MOST_PAIRED * width);
  for (const [i, row] of chosen.entries()) values.set(x.subarray(row * width, (row + 1) * width), i * width);
  return { x: values, width, labels: Int32Array.from(chosen, (row) => labels[row] as number) };
}
