import { digitOf, digitPlaces, PASSES } from "../algebra/radix.ts";

/** Fewer values are sorted sooner by comparing them. */
const FEW = 5_000;

/**
 * Positions of values by falling value, of equal ones the first first; NaN is not among them. Of many by the digits of their bits,
 * a radix sort (Knuth, volume 3, 5.2.5), which takes 8 bytes a value and no more. Overwrites `values` by keys that have the same bits
 * where values are equal.
 */
export function byFallingValue(values: Float64Array): Uint32Array {
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] as number) + 0; // -0 is 0
  let order: Uint32Array = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i += 1) order[i] = i;
  if (values.length < FEW) return order.sort((a, b) => (values[b] as number) - (values[a] as number));
  const words = wordsOf(values);
  fall(words);
  let sorted: Uint32Array = new Uint32Array(values.length);
  for (let pass = 0; pass < PASSES; pass += 1) {
    scatter(words, order, sorted, pass);
    [order, sorted] = [sorted, order];
  }
  return order;
}

/** The bits of values, two words each. */
export const wordsOf = ({ buffer, byteOffset, length }: Float64Array): Uint32Array => new Uint32Array(buffer, byteOffset, 2 * length);

/** So turns bits of values that larger ones come first: of negative ones as they are, else all but the sign. */
function fall(words: Uint32Array): void {
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1] as number;
    const positive = ~(high >> 31);
    words[i] = (words[i] as number) ^ positive;
    words[i + 1] = high ^ (positive & 0x7fffffff);
  }
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
