import { DTYPE } from "./binding.ts";
import type { Resolutions } from "./constants.ts";
import type { GraphBuilder } from "./graph.ts";
import { type Ref, sameRef, type Trace, type TracedOp } from "./trace.ts";

/** What TensorFlow.js's Adam makes of a variable in a dozen operations. Variables are called by their names. */
export interface AdamUpdate {
  variable: string;
  firstMoment: string;
  secondMoment: string;
  /** `beta1^t`, `beta2^t`, `1 - beta2^t`, the rate times -1, `beta1`, `beta2`, `epsilon`, the gradient. */
  refs: readonly Ref[];
}

/** The updates by Adam among what a trace changes, and the trace without them. */
export function adamUpdates(trace: Trace, resolutions: Resolutions): { updates: AdamUpdate[]; rest: Trace } {
  const matcher = new Matcher(trace, resolutions);
  const updates = [...trace.assigned].flatMap(([variable, ref]) => matcher.update(variable, ref) ?? []);
  const done = new Set(updates.flatMap(({ variable, firstMoment, secondMoment }) => [variable, firstMoment, secondMoment]));
  return { updates, rest: { ...trace, assigned: new Map([...trace.assigned].filter(([name]) => !done.has(name))) } };
}

/**
 * One operation in their place. TensorFlow adds its epsilon before the correction of the second moment, TensorFlow.js after it:
 * times `sqrt(1 - beta2^t)` both are the same. `handles`: of the variable and its moments; `values`: of the update's refs.
 */
export function applyAdam(graph: GraphBuilder, handles: readonly string[], values: readonly string[], before: readonly string[]): string {
  const [power1, power2, left, negative, beta1, beta2, epsilon, gradient] = values as [string, ...string[]] as Values;
  const types = { T: { type: DTYPE.float32 } };
  const rate = graph.add("Neg", [negative], types);
  const scaled = graph.floats("Mul", epsilon, graph.add("Sqrt", [left], types));
  return graph.add("ResourceApplyAdam", [...handles, power1, power2, rate, beta1, beta2, scaled, gradient], types, { before });
}

type Values = [string, string, string, string, string, string, string, string];

/** Finds the operations of `AdamOptimizer.applyGradients` (tfjs-core, optimizers/adam_optimizer) from the last one back. */
class Matcher {
  readonly #trace: Trace;
  readonly #resolutions: Resolutions;

  constructor(trace: Trace, resolutions: Resolutions) {
    this.#trace = trace;
    this.#resolutions = resolutions;
  }

  update(variable: string, ref: Ref): AdamUpdate | null {
    const [step, value] = this.#inputs(ref, ADD);
    if (value?.from !== "variable" || value.name !== variable) return null;
    const [direction, rate] = this.#inputs(step, MULTIPLY);
    const [corrected, root] = this.#inputs(direction, DIVIDE);
    const [first, left1] = this.#inputs(corrected, DIVIDE);
    const [square, epsilon] = this.#inputs(root, ADD);
    const [second, left2] = this.#inputs(this.#inputs(square, ["Sqrt"])[0], DIVIDE);
    const moment1 = this.#moment(first);
    const moment2 = this.#moment(second);
    const [gradient] = this.#inputs(moment2?.added, ["Square"]);
    const [power1, power2] = [this.#power(left1), this.#power(left2)];
    if (!moment1 || !moment2 || !gradient || !power1 || !power2 || !left2 || !rate || !epsilon) return null;
    if (!sameRef(moment1.added, gradient) || !this.#isScalar(rate) || !this.#isScalar(epsilon)) return null;
    const refs = [power1, power2, left2, rate, moment1.decay, moment2.decay, epsilon, gradient];
    return { variable, firstMoment: moment1.name, secondMoment: moment2.name, refs };
  }

  /** `moment * decay + added * (1 - decay)`, which is assigned to the moment. */
  #moment(ref: Ref | undefined): { name: string; decay: Ref; added: Ref } | null {
    const [kept, fresh] = this.#inputs(ref, ADD);
    const [moment, decay] = this.#inputs(kept, MULTIPLY);
    const [added, share] = this.#inputs(fresh, MULTIPLY);
    if (moment?.from !== "variable" || !ref || !added) return null;
    const assigned = this.#trace.assigned.get(moment.name);
    if (!assigned || !sameRef(assigned, ref)) return null;
    const [one, other] = [this.#number(decay), this.#number(share)];
    return decay && one !== null && other !== null && Math.abs(1 - one - other) < ROUNDING ? { name: moment.name, decay, added } : null;
  }

  /** The variable of `1 - variable`. */
  #power(ref: Ref | undefined): Ref | null {
    const [one, power] = this.#inputs(ref, ["Sub"]);
    return this.#number(one) === 1 && power?.from === "variable" ? power : null;
  }

  #inputs(ref: Ref | undefined, names: readonly string[]): readonly (Ref | undefined)[] {
    const op: TracedOp | undefined = ref?.from === "op" ? this.#trace.ops[ref.op] : undefined;
    return op && names.includes(op.name) && op.dtypes[0] === DTYPE.float32 ? op.inputs : [];
  }

  /** A number that JavaScript put in, the same in each step. */
  #number(ref: Ref | undefined): number | null {
    if (ref?.from !== "constant" || !this.#isScalar(ref) || this.#resolutions.has(ref.constant)) return null;
    return (ref.constant.values as Float32Array)[0] as number;
  }

  #isScalar(ref: Ref): boolean {
    return ref.from === "constant" && ref.constant.shape.length === 0 && ref.constant.dtype === DTYPE.float32;
  }
}

const ADD = ["Add", "AddV2"];
const MULTIPLY = ["Mul"];
const DIVIDE = ["RealDiv"];
/** Of `1 - decay` as a 32-bit float. */
const ROUNDING = 1e-6;
