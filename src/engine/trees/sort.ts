const DIGITS = 65_536;
const PASSES = 4;
/** Fewer values are sorted sooner by comparing them. */
const FEW = 20_000;

/** Sorts numbers in place, NaN not among them: many of them by the digits of their bits, a radix sort (Knuth, volume 3, 5.2.5). */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < FEW) return values.sort();
  const { buffer, byteOffset, length } = values;
  let from: Uint32Array = new Uint32Array(buffer, byteOffset, 2 * length);
  let to: Uint32Array = new Uint32Array(2 * length);
  toOrdered(from);
  // An even number of passes: what is sorted lies where it was.
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
  const word = pass >> 1;
  const shift = 16 * (pass & 1);
  const places = new Uint32Array(DIGITS);
  for (let i = word; i < from.length; i += 2) {
    const digit = ((from[i] as number) >>> shift) & 0xffff;
    places[digit] = (places[digit] as number) + 2;
  }
  let place = 0;
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const count = places[digit] as number;
    places[digit] = place;
    place += count;
  }
  for (let i = 0; i < from.length; i += 2) {
    const digit = ((from[i + word] as number) >>> shift) & 0xffff;
    const at = places[digit] as number;
    to[at] = from[i] as number;
    to[at + 1] = from[i + 1] as number;
    places[digit] = at + 2;
  }
}
