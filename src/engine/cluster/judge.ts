import { type Clustered, calinskiHarabasz, daviesBouldin, silhouettes } from "../evaluate/clustering.ts";
import { type Counts, meanOf } from "../evaluate/counts.ts";
import { Gathered } from "../evaluate/gathered.ts";
import type { Judgement, Judging, Predictions } from "../model/algorithm.ts";
import type { DoubleMatrix } from "../recipe/matrix.ts";
import { randomFrom, shuffle } from "../train/random.ts";

/** A silhouette looks at all pairs of rows: of more rows than this, at so many drawn from them. */
export const MOST_PAIRED = 4000;

interface ClusterJudging extends Judging<DoubleMatrix> {
  add(rows: DoubleMatrix, said: Predictions): void;
}

/** Values of rows that are held, to measure distances between them: 64 MB. Of more, as many rows as a silhouette looks at. */
const MOST_HELD = 8_000_000;

/**
 * How clearly apart the clusters are, of at most `most` rows that come some at a time. What is said of a row: its cluster and
 * the distance to its middle. In a resample each row keeps the silhouette that it has among all.
 */
export function clusterJudging(clusters: number, most: number): ClusterJudging {
  const labels = new Gathered(most);
  const squares = new Gathered(most);
  let held: HeldRows | null = null;
  return {
    add({ data, rows, features }, { values: said }) {
      held ??= heldRows(most, features.length);
      held.add(data, rows);
      labels.add(Float64Array.from({ length: rows }, (_, row) => said[2 * row] as number));
      squares.add(Float64Array.from({ length: rows }, (_, row) => (said[2 * row + 1] as number) ** 2));
    },
    end: () => judged(clusters, labels.values, squares.values, held ?? heldRows(0, 1)),
  };
}

function judged(clusters: number, labels: Float64Array, squares: Float64Array, held: HeldRows): Judgement {
  const rows = labels.length;
  const { x, places } = held.end();
  const { width } = held;
  const some = places.length < rows;
  const all: Clustered = { x, width, labels: some ? places.map((row) => labels[row] as number) : labels };
  const sizes = new Array<number>(clusters).fill(0);
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1;
  const drawn = places.length > MOST_PAIRED ? drawRows(places.length) : null;
  const silhouetteUnder = silhouettesOf(all, drawn);
  const inertia = meanOf(squares);
  // grows with the number of rows, whatever lies between them
  const size = some ? (rows - clusters) / (places.length - clusters) : 1;
  const under = (counts: Counts) => {
    const own = counts && some ? Uint8Array.from(places, (row) => counts[row] as number) : counts;
    return {
      silhouette: silhouetteUnder(own),
      calinski_harabasz: calinskiHarabasz(all, own) * size,
      davies_bouldin: daviesBouldin(all, own),
      inertia: rows * inertia(counts),
    };
  };
  return {
    metrics: under(null),
    under,
    clusters: sizes.map((count, k) => ({ label: String(k), rows: count })),
    ...(drawn && { sampled: { metrics: ["silhouette"], rows: MOST_PAIRED } }),
    ...(some && { sampled: { metrics: ["silhouette", "calinski_harabasz", "davies_bouldin"], rows: places.length } }),
  };
}

interface HeldRows {
  width: number;
  add(data: Float64Array, rows: number): void;
  /** The rows that were held, and their places among all. */
  end(): { x: Float64Array; places: Int32Array };
}

/** Holds all of at most `most` rows, or, of very many, every so many-th. */
function heldRows(most: number, width: number): HeldRows {
  const stride = most * width > MOST_HELD ? Math.ceil(most / MOST_PAIRED) : 1;
  const x = new Gathered(Math.ceil(most / stride) * width);
  let seen = 0;
  return {
    width,
    add(data, rows) {
      const first = (stride - (seen % stride)) % stride;
      if (stride === 1) x.add(data);
      else for (let row = first; row < rows; row += stride) x.add(data.subarray(row * width, (row + 1) * width));
      seen += rows;
    },
    end: () => ({ x: x.values, places: Int32Array.from({ length: x.values.length / width }, (_, i) => i * stride) }),
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
