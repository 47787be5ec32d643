/** About numbers: rounding, ranks, bins, hashes. */
export const numbers = {
  roundTo: {
    source: `
/** A half goes to the even digit. */
function roundTo(value: number, decimals: number): number {
  const scale = 10 ** Math.abs(decimals);
  const rounded = decimals < 0 ? halfToEven(value / scale) * scale : halfToEven(value * scale) / scale;
  return Number.isFinite(rounded) ? rounded : value;
}`,
    needs: ["halfToEven"],
  },
  halfToEven: {
    source: `
function halfToEven(value: number): number {
  const up = Math.round(value);
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up;
}`,
  },
  binOf: {
    source: `
/** How many edges lie at the value or below it. */
function binOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return value;
  const above = edges.findIndex((edge) => value < edge);
  return above < 0 ? edges.length : above;
}`,
  },
  shareOf: {
    source: `
/** Of the training values, which part lies below; a value that several quantiles are equal to lies in their middle. */
function shareOf(value: number, quantiles: readonly number[], edge: number): number {
  const last = quantiles.length - 1;
  const at = (place: number) => quantiles[place] as number;
  if (Number.isNaN(value)) return value;
  if (value === at(0) || value - edge < at(0)) return 0;
  if (value === at(last) || value + edge > at(last)) return 1;
  const place = (low: number) => low + (value - at(low)) / (at(low + 1) - at(low));
  const above = quantiles.findIndex((quantile) => quantile > value);
  const notBelow = quantiles.findIndex((quantile) => quantile >= value);
  return (place(above - 1) + place(notBelow - 1)) / 2 / last;
}`,
  },
  bellOf: {
    source: `
/** The place on a bell curve that has this share below it, cut at its ends. */
function bellOf(share: number): number {
  const cut = 1e-7 - Number.EPSILON;
  return Number.isNaN(share) ? share : normalQuantile(Math.min(Math.max(share, cut), 1 - cut));
}`,
    needs: ["normalQuantile"],
  },
  normalQuantile: {
    source: `
/** M. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988). */
function normalQuantile(share: number): number {
  const polynomial = (coefficients: readonly number[], x: number) => coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
  const q = share - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const over = [3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227];
    const under = [1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943, 5226.495278852854];
    return (q * polynomial(over, r)) / polynomial(under, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? share : 1 - share));
  const middle = [1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414];
  const belowMiddle = [1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9];
  const tail = [6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7];
  const belowTail = [1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15];
  const value = r <= 5 ? polynomial(middle, r - 1.6) / polynomial(belowMiddle, r - 1.6) : polynomial(tail, r - 5) / polynomial(belowTail, r - 5);
  return q < 0 ? -value : value;
}`,
  },
  yeoJohnson: {
    source: `
/** One value raised to a power that leaves 0 at 0 and takes negative values too. */
function yeoJohnson(value: number, lambda: number): number {
  const raised = (log: number, power: number) => (Math.abs(power) < Number.EPSILON ? log : Math.expm1(power * log) / power);
  return value >= 0 ? raised(Math.log1p(value), lambda) : -raised(Math.log1p(-value), 2 - lambda);
}`,
  },
  murmurHash3: {
    source: `
/** The 32-bit MurmurHash3 of a text's UTF-8, seed 0, as a signed integer. */
function murmurHash3(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const byte = (i: number) => bytes[i] as number;
  const turned = (value: number, by: number) => (value << by) | (value >>> (32 - by));
  const mixed = (block: number) => Math.imul(turned(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let i = 0; i < whole; i += 4) {
    const block = byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24);
    hash = Math.imul(turned(hash ^ mixed(block), 13), 5) + 0xe6546b64;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= whole; i -= 1) rest = (rest << 8) | byte(i);
  if (whole < bytes.length) hash ^= mixed(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}`,
  },
} as const;
