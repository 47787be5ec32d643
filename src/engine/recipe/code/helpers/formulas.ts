/** What formulas are made of; null is a missing value. What is not needed is not worked out. */
export const formulas = {
  ifPresent: {
    source: `
function ifPresent<A, R>(a: A | null, of: (a: A) => R | null): R | null {
  return a === null ? null : of(a);
}`,
  },
  both: {
    source: `
function both<A, B, R>(a: A | null, second: () => B | null, of: (a: A, b: B) => R | null): R | null {
  if (a === null) return null;
  const b = second();
  return b === null ? null : of(a, b);
}`,
  },
  every: {
    source: `
function every<A, R>(values: (() => A | null)[], of: (...values: A[]) => R | null): R | null {
  const found: A[] = [];
  for (const read of values) {
    const value = read();
    if (value === null) return null;
    found.push(value);
  }
  return of(...found);
}`,
  },
  either: {
    source: `
function either<A>(condition: number | null, yes: () => A | null, no: () => A | null): A | null {
  return condition === null ? null : condition !== 0 ? yes() : no();
}`,
  },
  firstOf: {
    source: `
function firstOf<A>(...values: (() => A | null)[]): A | null {
  for (const read of values) {
    const value = read();
    if (value !== null) return value;
  }
  return null;
}`,
  },
  logical: {
    source: `
/** As SQL has it: what is known decides where it can, else the result is missing. */
function logical(decisive: boolean, a: number | null, second: () => number | null): number | null {
  if (a !== null && (a !== 0) === decisive) return Number(decisive);
  const b = second();
  if (b !== null && (b !== 0) === decisive) return Number(decisive);
  return a === null || b === null ? null : Number(!decisive);
}`,
  },
  orMissing: {
    source: `
function orMissing(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}`,
  },
  finite: {
    source: `
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}`,
  },
  sure: {
    source: `
function sure(value: number, name: string): number {
  return Number.isFinite(value) ? value : fail("the formula of " + name + " gives no finite number");
}`,
    needs: ["fail"],
  },
  modulo: {
    source: `
/** With the sign of the divisor. */
function modulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}`,
  },
  textOrder: {
    source: `
/** By code point. */
function textOrder(a: string, b: string): number {
  const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
  }
  return a.length - b.length;
}`,
  },
  validTime: {
    source: `
function validTime(time: number): number {
  return Math.abs(time) <= 8.64e15 ? time : Number.NaN;
}`,
  },
  rounded: {
    source: `
/** Halves go to the even neighbour. */
function rounded(value: number, digits: number): number {
  const scale = 10 ** Math.trunc(digits);
  const scaled = value * scale;
  if (!Number.isFinite(scaled) || scale === 0) return value;
  const low = Math.floor(scaled);
  const rest = scaled - low;
  const nearest = rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
  return nearest / scale;
}`,
  },
  numberIn: {
    source: `
function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}`,
  },
  dateIn: {
    source: String.raw`
function dateIn(text: string): number {
  if (!/^-?\d{4,6}-\d{2}(-\d{2})?/.test(text)) return Number.NaN;
  return Date.parse(/T.*\d$/.test(text) && !/[+-]\d{2}:\d{2}$/.test(text) ? text + "Z" : text);
}`,
  },
} as const;
