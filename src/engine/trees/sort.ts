import { digitOf, digitPlaces, PASSES } from "../algebra/radix.ts";

/** Fewer values are sorted sooner by comparing them. */
const FEW = 20_000;

/** Sorts numbers in place, NaN not among them: many of them by the digits of their bits, a radix sort (Knuth, volume 3, 5.2.5). */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < FEW) return values.sort();
  const { buffer, byteOffset, length } = values;
  let from: Uint32Array = new Uint32Array(buffer, byteOffset, 2 * length);
  let to: Uint32Array = new Uint32Array(2 * length);
  toOrdered(from);
  for (let pass = 0; pass < PASSES; pass += 1) {
    scatter(from, to, pass);
    [from, to] = [to, from];
  }
  fromOrdered(from);
  return values;
}

/** Turns bits so that they are in the order of their values: of negative numbers all of them, else the sign. */
function toOrdered(words: Uint32Array): void {
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1] as number;
    const negative = high >> 31;
    words[i] = (words[i] as number) ^ negative;
    words[i + 1] = high ^ (negative | 0x80000000);
  }
}

function fromOrdered(words: Uint32Array): void {
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1] as number;
    const negative = ~high >> 31;
    words[i] = (words[i] as number) ^ negative;
    words[i + 1] = high ^ (negative | 0x80000000);
  }
}

/** Puts the pairs of words in the order of one of their four digits, keeping the order of those that agree in it. */
function scatter(from: Uint32Array, to: Uint32Array, pass: number): void {
  const places = digitPlaces(from, pass);
  for (let i = 0; 2 * i < from.length; i += 1) {
    const digit = digitOf(from, i, pass);
    const at = places[digit] as number;
    to[2 * at] = from[2 * i] as number;
    to[2 * at + 1] = from[2 * i + 1] as number;
    places[digit] = at + 1;
  }
}
