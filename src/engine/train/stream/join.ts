import type { LabelledRows } from "../../model/algorithm.ts";
import type { Matrix } from "../../recipe/matrix.ts";

/** One matrix of some with the same features. */
export function joinMatrices(parts: readonly Matrix[]): Matrix {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const features = parts[0]?.features ?? [];
  const data = new Float32Array(rows * features.length);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, rows, features };
}

/** Rows of chunks as one. */
export function joinRows<X>(parts: readonly LabelledRows<X>[], join: (parts: X[]) => X): LabelledRows<X> {
  const y = new Float64Array(parts.reduce((sum, part) => sum + part.y.length, 0));
  let at = 0;
  for (const part of parts) {
    y.set(part.y, at);
    at += part.y.length;
  }
  return { x: join(parts.map(({ x }) => x)), y };
}
