import type { SizeOps } from "./batch-size.ts";
import { DTYPE } from "./binding.ts";
import type { Constant } from "./graph.ts";
import { elementsOf, sameShape } from "./shape.ts";
import type { Ref } from "./trace.ts";

/** A value in two calls, and how many rows each had. */
export interface Pair<T> {
  one: T;
  other: T;
  rows: readonly [one: number, other: number];
}

/**
 * What gives a constant for any number of rows, found by what it was for two: sizes that are linear in the rows, what is
 * filled, counted or repeated row by row, a sum's divisor. Null where none of these gives both.
 */
export function bySize(make: SizeOps, pair: Pair<Constant>): Ref | null {
  const { one, other } = pair;
  if (one.dtype !== other.dtype || one.shape.length !== other.shape.length) return null;
  if (sameShape(one.shape, other.shape)) return one.dtype === DTYPE.int32 ? lines(make, pair) : scaled(make, pair);
  return filled(make, pair) ?? counted(make, pair) ?? grouped(make, pair) ?? repeated(make, pair);
}

/** The line through two whole numbers; null where no whole numbers make one. */
function lineOf({ one, other, rows: [n, m] }: Pair<number>): { slope: number; offset: number } | null {
  const slope = (other - one) / (m - n);
  return Number.isInteger(slope) ? { slope, offset: one - slope * n } : null;
}

/** Each number by itself, in the shape that they have. */
function lines(make: SizeOps, { one, other, rows }: Pair<Constant>): Ref | null {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  if (a.length > MOST_SIZES) return null;
  const found = Array.from(a, (value, i) => lineOf({ one: value, other: b[i] as number, rows }));
  if (found.includes(null)) return null;
  const scalars = found.map((line) => make.line(line?.slope as number, line?.offset as number));
  if (one.shape.length === 0) return scalars[0] as Ref;
  const packed = make.pack(scalars);
  return one.shape.length === 1 ? packed : make.reshape(packed, one.shape);
}

/** A shape, paddings, multiples: no more numbers than these. */
const MOST_SIZES = 64;

/** Floats that grow with the rows, or shrink: a sum's weight, a mean's. */
function scaled(make: SizeOps, { one, other, rows: [n, m] }: Pair<Constant>): Ref | null {
  if (one.dtype !== DTYPE.float32) return null;
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const grows = (factor: number) => a.every((value, i) => Math.abs(value * factor - (b[i] as number)) <= CLOSE * Math.abs(b[i] as number));
  const times = (factor: number): Constant => ({ ...one, values: Float32Array.from(a, (value) => value * factor) });
  if (grows(m / n)) return make.scale("Mul", times(1 / n));
  return grows(n / m) ? make.scale("RealDiv", times(n)) : null;
}

/** Of 32-bit floats: a few units in the last place. */
const CLOSE = 1e-6;

/** The same value everywhere, such as the state that a recurrent layer begins with. */
function filled(make: SizeOps, pair: Pair<Constant>): Ref | null {
  const { one, other } = pair;
  const [a, b] = [numbersOf(one), numbersOf(other)];
  if (a.length === 0 || !isUniform(a) || !isUniform(b)) return null;
  const scalar = (constant: Constant): Constant => ({ ...constant, shape: [], values: (constant.values as Float32Array).slice(0, 1) });
  const value = Object.is(a[0], b[0]) ? make.constant(scalar(one)) : scaled(make, { ...pair, one: scalar(one), other: scalar(other) });
  const dimensions = value && sizesOf(make, pair);
  return dimensions && make.fill(dimensions, value, one.dtype);
}

/** The shape of a constant, as a vector. */
export function sizesOf(make: SizeOps, { one, other, rows }: Pair<Constant>): Ref | null {
  const found = one.shape.map((size, i) => lineOf({ one: size, other: other.shape[i] as number, rows }));
  return found.includes(null) ? null : make.pack(found.map((line) => make.line(line?.slope as number, line?.offset as number)));
}

/** Numbers of the rows. */
function counted(make: SizeOps, { one, other, rows }: Pair<Constant>): Ref | null {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const line = lineOf({ one: a.length, other: b.length, rows });
  if (one.shape.length !== 1 || one.dtype === DTYPE.bool || !line || a.length < 2) return null;
  const [start, step] = [a[0] as number, (a[1] as number) - (a[0] as number)];
  const counts = (values: Numbers) => values.every((value, i) => value === start + i * step);
  return counts(a) && counts(b) ? make.range(make.line(line.slope, line.offset), { start, step, dtype: one.dtype }) : null;
}

/** The number of a row, as often as there are values of it: 0, 0, 0, 1, 1, 1, ... */
function grouped(make: SizeOps, { one, other, rows: [n, m] }: Pair<Constant>): Ref | null {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const each = a.length / n;
  if (one.shape.length !== 1 || one.dtype !== DTYPE.int32 || b.length !== each * m) return null;
  if (![a, b].every((values) => values.every((value, i) => value === Math.floor(i / each)))) return null;
  return make.divide(make.range(make.line(each, 0), { start: 0, step: 1, dtype: one.dtype }), each);
}

/** The same for each row. */
function repeated(make: SizeOps, { one, other, rows: [n, m] }: Pair<Constant>): Ref | null {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const rest = one.shape.slice(1);
  const width = elementsOf(rest);
  if (one.shape[0] !== n || other.shape[0] !== m || !sameShape(other.shape.slice(1), rest)) return null;
  if (![a, b].every((values) => values.every((value, i) => Object.is(value, a[i % width])))) return null;
  const row: Constant = { shape: [1, ...rest], dtype: one.dtype, values: (one.values as Float32Array).slice(0, width) };
  return make.tile(row, make.pack([make.line(1, 0), ...rest.map(() => make.scalar(1))]));
}

/** Of any type: they are only read. */
type Numbers = Float32Array;

const numbersOf = ({ values }: Constant): Numbers => values as Numbers;

function isUniform(values: Numbers): boolean {
  for (let i = 1; i < values.length; i += 1) if (!Object.is(values[i], values[0])) return false;
  return true;
}
