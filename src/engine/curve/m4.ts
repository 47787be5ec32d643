/**
 * Indices of at most four points a pixel column: first, last, lowest and highest, in order; NaN counts for first and last only.
 * A line drawn through them covers the same pixels as one through all points.
 * Source: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014.
 */
export function m4(steps: ArrayLike<number>, values: ArrayLike<number>, width: number): number[] {
  const count = steps.length;
  if (count <= width * 4) return Array.from({ length: count }, (_, i) => i);
  const from = steps[0] as number;
  const range = (steps[count - 1] as number) - from || 1;
  const pixelOf = (i: number) => Math.min(width - 1, Math.floor((((steps[i] as number) - from) / range) * width));
  const kept: number[] = [];
  for (let start = 0; start < count; ) {
    const pixel = pixelOf(start);
    let end = start;
    let lowest = -1;
    let highest = -1;
    for (; end < count && pixelOf(end) === pixel; end += 1) {
      const value = values[end] as number;
      if (Number.isNaN(value)) continue;
      if (lowest < 0 || value < (values[lowest] as number)) lowest = end;
      if (highest < 0 || value > (values[highest] as number)) highest = end;
    }
    const picked = new Set([start, lowest, highest, end - 1]);
    kept.push(...[...picked].filter((i) => i >= 0).sort((a, b) => a - b));
    start = end;
  }
  return kept;
}
