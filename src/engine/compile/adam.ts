import { DTYPE } from "./binding.ts";
import type { Resolutions, Resolved } from "./constants.ts";
import type { Constant, GraphBuilder } from "./graph.ts";
import { type Ref, sameRef, type Trace, type TracedOp } from "./trace.ts";

/** What TensorFlow.js's Adam makes of a variable in a dozen operations. Variables are called by their names. */
export interface AdamUpdate {
  variable: string;
  firstMoment: string;
  secondMoment: string;
  /** `beta1^t`, `beta2^t`, `1 - beta2^t`, the rate, `beta1`, `beta2`, `epsilon`, the gradient. */
  refs: readonly Ref[];
}

/** The updates by Adam among what a trace changes, the trace without them, and what its constants and theirs stand for. */
export function adamUpdates(trace: Trace, resolutions: Resolutions): { updates: AdamUpdate[]; rest: Trace; resolutions: Resolutions } {
  const matcher = new Matcher(trace, resolutions);
  const updates = [...trace.assigned].flatMap(([variable, ref]) => matcher.update(variable, ref) ?? []);
  const done = new Set(updates.flatMap(({ variable, firstMoment, secondMoment }) => [variable, firstMoment, secondMoment]));
  const assigned = new Map([...trace.assigned].filter(([name]) => !done.has(name)));
  return { updates, rest: { ...trace, assigned }, resolutions: new Map([...resolutions, ...matcher.negated]) };
}

/**
 * Makes one operation of each. TensorFlow adds its epsilon before the correction of the second moment, TensorFlow.js after it:
 * times `sqrt(1 - beta2^t)` both are the same.
 */
export class AdamOps {
  readonly #graph: GraphBuilder;
  readonly #epsilons = new Map<string, string>();

  constructor(graph: GraphBuilder) {
    this.#graph = graph;
  }

  /** `handles`: of the variable and its moments; `values`: of the update's refs; `before`: what has to run before it. */
  add(handles: readonly string[], values: readonly string[], before: readonly string[]): string {
    const [power1, power2, left, rate, beta1, beta2, epsilon, gradient] = values as [string, ...string[]] as Values;
    const inputs = [...handles, power1, power2, rate, beta1, beta2, this.#epsilon(epsilon, left), gradient];
    return this.#graph.add("ResourceApplyAdam", inputs, { T: { type: DTYPE.float32 } }, { before });
  }

  /** The same for all variables. */
  #epsilon(epsilon: string, left: string): string {
    const key = `${epsilon} ${left}`;
    const known = this.#epsilons.get(key) ?? this.#graph.floats("Mul", epsilon, this.#graph.floats("Sqrt", left));
    this.#epsilons.set(key, known);
    return known;
  }
}

type Values = [string, string, string, string, string, string, string, string];

/** Finds the operations of `AdamOptimizer.applyGradients` (tfjs-core, optimizers/adam_optimizer) from the last one back. */
class Matcher {
  /** What constants stand for that are others times -1. */
  readonly negated = new Map<Constant, Resolved>();
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
    const refs = [power1, power2, left2, this.#minus(rate), moment1.decay, moment2.decay, epsilon, gradient];
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

  #minus(ref: Ref & { from: "constant" }): Ref {
    const negative = (one: Constant): Constant => ({ ...one, values: (one.values as Float32Array).map((value) => -value) });
    const resolved = this.#resolutions.get(ref.constant);
    const constant = negative(ref.constant);
    if (resolved?.as === "setting") this.negated.set(constant, { ...resolved, factor: negative(resolved.factor) });
    return { from: "constant", constant };
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

  #isScalar(ref: Ref): ref is Ref & { from: "constant" } {
    return ref.from === "constant" && ref.constant.shape.length === 0 && ref.constant.dtype === DTYPE.float32;
  }
}

const ADD = ["Add", "AddV2"];
const MULTIPLY = ["Mul"];
const DIVIDE = ["RealDiv"];
/** Of `1 - decay` as a 32-bit float. */
const ROUNDING = 1e-6;
