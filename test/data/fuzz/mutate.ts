import fc from "fast-check";

/** One change of a file's bytes, at a place from 0 to 1. */
type Change =
  | { kind: "flip"; at: number; bit: number }
  | { kind: "cut"; at: number }
  | { kind: "drop" | "repeat"; at: number; length: number }
  | { kind: "put"; at: number; bytes: Buffer };

const NASTY = [
  '"',
  '""',
  '"""',
  ",",
  ";",
  "\t",
  "|",
  "\n",
  "\r\n",
  "\r",
  "\n\n",
  "\0",
  "\ufeff",
  "\\",
  "'",
  "{",
  "}",
  "[",
  "]",
  ":",
  "--",
  "/*",
  "\x1f",
  "é",
  "🌡",
  "NaN",
  "null",
  "-0",
  "1e999",
  "9".repeat(400),
  "x".repeat(70_000),
  ",".repeat(3_000),
  "\n".repeat(500),
  '"\n'.repeat(50),
  "[".repeat(2_000),
  "PAR1",
  "\x1f\x8b",
].map((text) => Buffer.from(text, text === "\x1f\x8b" ? "latin1" : "utf8"));

const place = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant("cut" as const), at: place }),
  fc.record({ kind: fc.constantFrom("drop" as const, "repeat" as const), at: place, length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    kind: fc.constant("put" as const),
    at: place,
    bytes: fc.oneof(
      fc.constantFrom(...NASTY),
      fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
    ),
  }),
);

export const changes = fc.array(change, { minLength: 1, maxLength: 6 });

export const mutated = (bytes: Buffer, list: readonly Change[]): Buffer => list.reduce(apply, bytes);

function apply(bytes: Buffer, one: Change): Buffer {
  const at = Math.floor(one.at * bytes.length);
  switch (one.kind) {
    case "flip": {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[Math.min(at, copy.length - 1)] = (copy[Math.min(at, copy.length - 1)] as number) ^ (1 << one.bit);
      return copy;
    }
    case "cut":
      return bytes.subarray(0, at);
    case "drop":
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + one.length)]);
    case "repeat":
      return Buffer.concat([bytes.subarray(0, at + one.length), bytes.subarray(at)]);
    case "put":
      return Buffer.concat([bytes.subarray(0, at), one.bytes, bytes.subarray(at)]);
  }
}
