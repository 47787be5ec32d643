const BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

/** Values as bars of text, lowest to highest; empty for fewer than two. */
export function sparkline(values: readonly number[]): string {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return "";
  const low = Math.min(...finite);
  const span = Math.max(...finite) - low;
  return finite.map((value) => BLOCKS[span === 0 ? 3 : Math.round(((value - low) / span) * (BLOCKS.length - 1))]).join("");
}
