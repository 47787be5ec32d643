const DIGITS = 65_536;
/** Digits of a double: two in each of its two words. An even number, so that what is sorted lies where it was. */
export const PASSES = 4;

/** The digit of value `i` that a pass sorts by; `words` has two words a value, the lower one first. */
export const digitOf = (words: Uint32Array, i: number, pass: number): number =>
  ((words[2 * i + (pass >> 1)] as number) >>> (16 * (pass & 1))) & 0xffff;

/** For each digit how many values have a smaller one: where its first value goes (Knuth, volume 3, 5.2.5). */
export function digitPlaces(words: Uint32Array, pass: number): Uint32Array {
  const places = new Uint32Array(DIGITS);
  for (let i = 0; 2 * i < words.length; i += 1) {
    const digit = digitOf(words, i, pass);
    places[digit] = (places[digit] as number) + 1;
  }
  let place = 0;
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const count = places[digit] as number;
    places[digit] = place;
    place += count;
  }
  return places;
}
