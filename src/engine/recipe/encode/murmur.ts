const FIRST = 0xcc9e2d51;
const SECOND = 0x1b873593;

/** The 32-bit MurmurHash3 (A. Appleby, public domain) of a text's UTF-8, seed 0, as a signed integer. */
export function murmurHash3(text: string): number {
  const bytes = new TextEncoder().encode(text);
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let i = 0; i < whole; i += 4) {
    const block = byte(bytes, i) | (byte(bytes, i + 1) << 8) | (byte(bytes, i + 2) << 16) | (byte(bytes, i + 3) << 24);
    hash = Math.imul(turned(hash ^ mixed(block), 13), 5) + 0xe6546b64;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= whole; i -= 1) rest = (rest << 8) | byte(bytes, i);
  if (whole < bytes.length) hash ^= mixed(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

const byte = (bytes: Uint8Array, i: number) => bytes[i] as number;
const turned = (value: number, by: number) => (value << by) | (value >>> (32 - by));
const mixed = (block: number) => Math.imul(turned(Math.imul(block, FIRST), 15), SECOND);
