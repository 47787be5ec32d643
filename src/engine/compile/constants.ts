import { DTYPE, type TF } from "./binding.ts";
import { type Drawn, drawnAs } from "./drawn.ts";
import type { Constant } from "./graph.ts";
import { CompileRefused } from "./refused.ts";
import { sameShape } from "./shape.ts";
import { type Ref, sameRef, type Trace } from "./trace.ts";
import type { Watched } from "./watched.ts";

/** What stands for a constant of a trace in the graph. */
export type Resolved =
  | { as: "constant" }
  /** Drawn anew in each step: what dropout makes its mask of, or noise. */
  | { as: "random"; drawn: Drawn }
  /** `factor` times a setting that may change between steps, such as the learning rate. */
  | { as: "setting"; name: string; factor: Constant };

/** By the constants of the first trace; those that are not in it stay as they are. */
export type Resolutions = ReadonlyMap<Constant, Resolved>;

/** A setting, and what it was in each of two calls. */
interface SettingSeen {
  name: string;
  first: number;
  second: number;
}

/**
 * Compares two traces of calls with other inputs and other settings: what JavaScript made anew shows up as constants that
 * differ. Throws `CompileRefused` where one cannot be explained, or where the calls did not do the same. Where they had other numbers of
 * rows, what is no multiple of a setting is left to whoever knows more of it.
 */
export function resolveConstants(tf: TF, one: Watched, two: Watched): Resolutions {
  const otherRows = one.inputs[0]?.shape[0] !== two.inputs[0]?.shape[0];
  const [first, second] = [one.trace, two.trace];
  const settings = [...one.settings].map(([name, value]) => ({ name, first: value, second: two.settings.get(name) as number }));
  sameOperations(first, second);
  const found = new Map<Constant, Resolved>();
  const resolve = (ref: Ref | undefined, other: Ref | undefined, where: string) => {
    if (ref?.from !== "constant" || other?.from !== "constant" || found.has(ref.constant)) return;
    if (sameConstant(ref.constant, other.constant)) return;
    const setting = bySetting(ref.constant, other.constant, settings);
    if (!setting && otherRows) return;
    const explained = setting ?? asRandom(tf, ref.constant, other.constant, one.randoms);
    if (!explained) throw unexplained(ref.constant, where);
    found.set(ref.constant, explained);
  };
  for (const [i, { name, inputs }] of first.ops.entries())
    for (const [k, input] of inputs.entries()) resolve(input, second.ops[i]?.inputs[k], `input ${k} of ${name}`);
  for (const [i, output] of first.outputs.entries()) resolve(output, second.outputs[i], `output ${i}`);
  for (const [name, ref] of first.assigned) resolve(ref, second.assigned.get(name), `the new value of ${name}`);
  return found;
}

/** A constant of two calls that is a multiple of a setting, which was another one in each; null where it is not. */
export function bySetting(one: Constant, other: Constant, settings: readonly SettingSeen[]): Resolved | null {
  if (!areFloats(one, other)) return null;
  const [a, b] = [one.values as Float32Array, other.values as Float32Array];
  const setting = settings.find(({ first, second }) => first !== second && isMultiple(a, b, second / first));
  return setting ? { as: "setting", name: setting.name, factor: { ...one, values: a.map((value) => value / setting.first) } } : null;
}

/** Another value of a setting: so far away that no rounding hides it, and so near that a step stays a step. */
export const otherThan = (value: number): number => (value === 0 ? 0.001 : value * 1.25);

/** With a seed of its own a drawing cannot be followed, but what is spread evenly between 0 and 1 is hardly anything else. */
function asRandom(tf: TF, one: Constant, other: Constant, seeds: readonly number[]): Resolved | null {
  if (!areFloats(one, other)) return null;
  const drawn = drawnAs(tf, one.values as Float32Array, one.shape, seeds);
  if (drawn) return { as: "random", drawn };
  const even = looksUniform(one.values as Float32Array) && looksUniform(other.values as Float32Array);
  return even ? { as: "random", drawn: { from: "uniform", scale: 1, shift: 0 } } : null;
}

const areFloats = (one: Constant, other: Constant): boolean =>
  one.dtype === DTYPE.float32 && other.dtype === DTYPE.float32 && sameShape(one.shape, other.shape);

export const unexplained = ({ shape }: Constant, where: string) =>
  new CompileRefused(
    "constant",
    `JavaScript makes ${where} anew in each step, of shape [${shape.join(", ")}], and no known source explains it.`,
  );

/** Of 32-bit floats: a few units in the last place. */
const CLOSE = 1e-6;

const isMultiple = (a: Float32Array, b: Float32Array, ratio: number): boolean =>
  a.some((value) => value !== 0) && a.every((value, i) => Math.abs((b[i] as number) - value * ratio) <= CLOSE * Math.abs(value * ratio));

/** Fewer values tell nothing about how they are spread. */
const FEWEST = 8;
/** Standard deviations that a mean may lie off. */
const SIGMAS = 6;

function looksUniform(values: Float32Array): boolean {
  if (values.length < FEWEST || !values.every((value) => value >= 0 && value < 1)) return false;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.abs(mean - 0.5) < SIGMAS / Math.sqrt(12 * values.length) && new Set(values).size > values.length / 2;
}

function sameOperations(first: Trace, second: Trace): void {
  const differ = first.ops.findIndex((op, i) => !sameOp(op, second.ops[i]));
  const at = first.ops[differ]?.name ?? second.ops[first.ops.length]?.name;
  if (differ >= 0 || first.ops.length !== second.ops.length)
    throw new CompileRefused("control-flow", `Two steps did not do the same operations: they part at ${at}.`);
  const assigned = (trace: Trace) => [...trace.assigned.keys()].join();
  if (assigned(first) !== assigned(second) || first.outputs.length !== second.outputs.length)
    throw new CompileRefused("control-flow", "Two steps did not change the same variables.");
}

function sameOp(one: Trace["ops"][number], other: Trace["ops"][number] | undefined): boolean {
  return (
    other !== undefined &&
    one.name === other.name &&
    JSON.stringify(one.attributes) === JSON.stringify(other.attributes) &&
    one.inputs.length === other.inputs.length &&
    one.inputs.every((input, i) => sameOrigin(input, other.inputs[i] as Ref))
  );
}

function sameOrigin(one: Ref, other: Ref): boolean {
  if (one.from === "constant") return other.from === "constant";
  return sameRef(one, other);
}

const bytesOf = ({ values }: Constant): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);

export const sameConstant = (one: Constant, other: Constant): boolean =>
  one === other || (one.dtype === other.dtype && sameShape(one.shape, other.shape) && bytesOf(one).equals(bytesOf(other)));
