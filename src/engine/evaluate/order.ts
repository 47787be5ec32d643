import { digitOf, digitPlaces, PASSES } from "../algebra/radix.ts";

/** Fewer values are sorted sooner by comparing them. */
const FEW = 5_000;

/**
 * Positions of values by falling value, of equal ones the first first; NaN is not among them. Of many by the digits of their bits,
 * a radix sort (Knuth, volume 3, 5.2.5), which takes 16 bytes a value and no more.
 */
export function byFallingValue(values: Float64Array): Uint32Array {
  let order: Uint32Array = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i += 1) order[i] = i;
  if (values.length < FEW) return order.sort((a, b) => (values[b] as number) - (values[a] as number));
  const words = fallingBits(values);
  let sorted: Uint32Array = new Uint32Array(values.length);
  for (let pass = 0; pass < PASSES; pass += 1) {
    scatter(words, order, sorted, pass);
    [order, sorted] = [sorted, order];
  }
  return order;
}

/** The bits of values, two words each, so turned that larger values come first: of negative ones as they are, else all but the sign. */
function fallingBits(values: Float64Array): Uint32Array {
  const words = new Uint32Array(values.map((value) => value + 0).buffer); // -0 is 0
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1] as number;
    const positive = ~(high >> 31);
    words[i] = (words[i] as number) ^ positive;
    words[i + 1] = high ^ (positive & 0x7fffffff);
  }
  return words;
}

/** Puts positions in the order of one digit of their values' bits, keeping the order of those that agree in it. */
function scatter(words: Uint32Array, from: Uint32Array, to: Uint32Array, pass: number): void {
  const places = digitPlaces(words, pass);
  for (const position of from) {
    const digit = digitOf(words, position, pass);
    const at = places[digit] as number;
    to[at] = position;
    places[digit] = at + 1;
  }
}
