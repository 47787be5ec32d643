import type { Ref, Trace, TracedOp } from "../trace.ts";
import { floats, wholeNumbers } from "./rule.ts";

/** A ReLU before a pooling of maxima, and the operations of the gradients of both; absent where nothing is learnt. */
interface Pooled {
  relu: number;
  pool: number;
  back: { pool: number; sign: number; slope: number } | null;
}

/**
 * The largest of some values, cut off at zero, is the largest of the values that were cut off: a ReLU after the pooling has a quarter of the
 * values and its gradient too, and the same numbers come out. Only where nobody else needs the values before the pooling.
 */
export function reluAfterPool(trace: Trace): Trace {
  const found = pooledOf(trace);
  if (found.length === 0) return trace;
  const left = new Set(found.flatMap(({ relu, back }) => (back ? [relu, back.pool, back.sign] : [relu])));
  const [pools, slopes] = [new Map(found.map((one) => [one.pool, one])), new Map(found.map((one) => [one.back?.slope ?? -1, one]))];
  const ops: TracedOp[] = [];
  const now: Ref[] = [];
  /** What is pooled before the ReLU, by that. */
  const largest = new Map<Pooled, Ref>();
  const ref = (one: Ref): Ref =>
    one.from === "op" && now[one.op] ? { ...(now[one.op] as Ref & { from: "op" }), output: one.output } : one;
  const add = (op: TracedOp): Ref => ({ from: "op", op: ops.push(op) - 1, output: 0 });
  for (const [i, op] of trace.ops.entries()) {
    if (left.has(i)) continue;
    const [pool, slope] = [pools.get(i), slopes.get(i)];
    if (pool) {
      const shape = op.shapes[0] as number[];
      const most = add({ ...op, inputs: [ref(inputOf(trace, pool.relu, 0))] });
      largest.set(pool, most);
      now[i] = add(floats("Relu", [most], shape));
    } else if (slope?.back) {
      const { shapes } = trace.ops[slope.pool] as TracedOp;
      const cut = now[slope.pool] as Ref;
      const gradient = ref(inputOf(trace, slope.back.pool, 2));
      const below = add(floats("Mul", [gradient, add(floats("Sign", [cut], shapes[0] as number[]))], shapes[0] as number[]));
      const inputs = [ref(inputOf(trace, slope.relu, 0)), largest.get(slope) as Ref, below];
      now[i] = add({ ...(trace.ops[slope.back.pool] as TracedOp), inputs });
    } else now[i] = add(summedBefore({ ...op, inputs: op.inputs.map(ref) }, ops));
  }
  return { ops, outputs: trace.outputs.map(ref), assigned: new Map([...trace.assigned].map(([name, one]) => [name, ref(one)])) };
}

/** Each number of a pooling's gradient goes to one place of its channel: a sum over all places is one over fewer numbers. */
function summedBefore(op: TracedOp, ops: readonly TracedOp[]): TracedOp {
  const [of, axes] = op.inputs;
  const pool = op.name === "Sum" && of?.from === "op" ? ops[of.op] : undefined;
  const isOverPlaces = wholeNumbers(axes)?.join() === "0,1,2" && !pool?.attributes.some(({ value }) => value === CHANNELS_FIRST);
  return pool?.name === "MaxPoolGrad" && isOverPlaces ? { ...op, inputs: [pool.inputs[2] as Ref, axes as Ref] } : op;
}

const CHANNELS_FIRST = "NCHW";

function pooledOf(trace: Trace): Pooled[] {
  const users = usersOf(trace);
  return trace.ops.flatMap(({ name }, relu): Pooled[] => {
    const own = name === "Relu" ? (users.get(relu) ?? []) : [];
    const named = (of: string) => own.filter((i) => trace.ops[i]?.name === of);
    const [pool, ...others] = named("MaxPool");
    if (pool === undefined || others.length > 0) return [];
    if (own.length === 1) return [{ relu, pool, back: null }];
    const [[back, ...backs], [sign, ...signs]] = [named("MaxPoolGrad"), named("Sign")];
    if (back === undefined || sign === undefined || own.length !== 3 || backs.length + signs.length > 0) return [];
    const [slope, ...more] = users.get(back) ?? [];
    const isSlope = slope !== undefined && trace.ops[slope]?.name === "Mul" && (users.get(sign) ?? []).join() === `${slope}`;
    const ofPool = isOutput(inputOf(trace, back, 0), relu) && isOutput(inputOf(trace, back, 1), pool);
    return isSlope && more.length === 0 && ofPool ? [{ relu, pool, back: { pool: back, sign, slope } }] : [];
  });
}

/** Of each operation those that take what it gives, as often as they do; -1 is the caller. */
function usersOf({ ops, outputs, assigned }: Trace): Map<number, number[]> {
  const users = new Map<number, number[]>();
  const use = (ref: Ref, by: number) => {
    if (ref.from === "op") users.set(ref.op, [...(users.get(ref.op) ?? []), by]);
  };
  for (const [i, { inputs }] of ops.entries()) for (const input of inputs) use(input, i);
  for (const ref of [...outputs, ...assigned.values()]) use(ref, -1);
  return users;
}

const inputOf = ({ ops }: Trace, op: number, input: number): Ref => ops[op]?.inputs[input] as Ref;
const isOutput = (ref: Ref, op: number): boolean => ref.from === "op" && ref.op === op;
