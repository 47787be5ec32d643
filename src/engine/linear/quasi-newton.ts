import { addTo, dot } from "../algebra/vector.ts";

const LENGTH = 20;

interface Pair {
  /** Step and change of the gradient, and one over their product. */
  s: Float64Array;
  y: Float64Array;
  rho: number;
}

/** The last steps, and what they say of the curvature. */
export class Memory {
  readonly pairs: Pair[] = [];

  get size(): number {
    return this.pairs.length;
  }

  add(s: Float64Array, y: Float64Array): void {
    const product = dot(s, y);
    if (!(product > Number.EPSILON * dot(y, y))) return;
    this.pairs.push({ s, y, rho: 1 / product });
    if (this.pairs.length > LENGTH) this.pairs.shift();
  }

  clear(): void {
    this.pairs.length = 0;
  }
}

/** L-BFGS's way down from a gradient: the two-loop recursion (Nocedal and Wright, algorithm 7.4). */
export function direction(gradient: Float64Array, { pairs }: Memory): Float64Array {
  const q = gradient.map((value) => -value);
  const alphas: number[] = [];
  for (let i = pairs.length - 1; i >= 0; i -= 1) {
    const { s, y, rho } = pairs[i] as Pair;
    const alpha = rho * dot(s, q);
    alphas[i] = alpha;
    addTo(q, y, -alpha);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < q.length; i += 1) q[i] = (q[i] as number) * scale;
  }
  for (const [i, { s, y, rho }] of pairs.entries()) addTo(q, s, (alphas[i] as number) - rho * dot(y, q));
  return q;
}
