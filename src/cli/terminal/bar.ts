/** `[#########-------]` for a fraction from 0 to 1. */
export function progressBar(fraction: number, width: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return `[${"#".repeat(filled)}${"-".repeat(width - filled)}]`;
}

const BLOCKS = "▁▂▃▄▅▆▇█";

/** A row of blocks, one per value, lowest to highest; blanks for values that are not finite. */
export function sparkline(values: number[]): string {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const range = Math.max(...finite) - low || 1;
  return values.map((value) => (Number.isFinite(value) ? BLOCKS[Math.min(7, Math.floor(((value - low) / range) * 8))] : " ")).join("");
}
