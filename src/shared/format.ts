/** Sizes beyond which powers of ten are easier to read. */
const [SMALL, LARGE] = [1e-4, 1e9];

/** A figure in few digits: those before the point all, grouped by thousands, the rest to `digits` significant digits, no trailing noise. */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return "";
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped(String(value));
  const size = Math.abs(value);
  if (size >= LARGE || size < SMALL) return value.toExponential(Math.max(0, digits - 1)).replace(/\.?0+e/, "e");
  return grouped(String(Number(value.toPrecision(Math.max(digits, Math.trunc(size).toString().length)))));
}

/** A score such as accuracy: always three decimals, so that columns line up. */
export const formatScore = (value: number): string => (Math.abs(value) < 1000 ? fixed(value, 3) : formatNumber(value));

/** Never `-0.000`. */
const fixed = (value: number, decimals: number): string => grouped(value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1"));

/** `12345.67` as `12,345.67`. */
const grouped = (digits: string): string => digits.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/**
 * A figure with the digits that its interval justifies: those above half the interval's width, and one more where that begins with
 * 1, 2 or 3 (the Particle Data Group's rule). Without an interval as `formatScore`. What is not 1 does not become 1.
 */
export function formatWithin(value: number, interval: readonly [low: number, high: number] | undefined): string {
  const half = interval ? (interval[1] - interval[0]) / 2 : 0;
  if (!(half > 0) || !Number.isFinite(half)) return formatScore(value);
  const power = Math.floor(Math.log10(half));
  const decimals = -power + (half / 10 ** power < 3.55 ? 1 : 0);
  if (decimals > 12 || decimals < -12) return formatNumber(value);
  if (decimals > 0 && value !== 1 && Number(value.toFixed(decimals)) === 1) return formatScore(value);
  if (decimals > 0) return Math.abs(value) < LARGE ? fixed(value, decimals) : formatNumber(value);
  const unit = 10 ** -decimals;
  return grouped(String(Math.round(value / unit) * unit));
}

/** `0.94 to 0.99`; empty where there is none. */
export const formatInterval = (interval: readonly [low: number, high: number] | undefined): string =>
  interval ? `${formatWithin(interval[0], interval)} to ${formatWithin(interval[1], interval)}` : "";

/** `344 rows`, `1 row`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;

/** A share as text, never rounding something to nothing: `<0.1 %`, `3.2 %`, `100 %`. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "0 %";
  const share = (part / whole) * 100;
  if (share < 0.1) return "<0.1 %";
  if (share > 99.9 && part < whole) return ">99.9 %";
  return `${Number(share.toFixed(1))} %`;
}

/** `820 ms`, `4.2 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `now`, `2 min`, `3 h`, `5 d`: how long ago, for lists; show the exact time beside it or on hover. */
export function formatAgo(then: number, now: number): string {
  const minutes = Math.floor((now - then) / 60_000);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 60 * 24) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / (60 * 24))} d`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = -1;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
