import type { Optimizer, Tensor, Variable } from "@tensorflow/tfjs-core";
import { checkStep } from "../check.ts";
import { bySetting, otherThan, type Resolutions, type Resolved, sameConstant, unexplained } from "../constants.ts";
import { type Form, formOf } from "../form.ts";
import type { Constant } from "../graph.ts";
import { buildProgram } from "../program.ts";
import { hasRate, rateOf } from "../rate.ts";
import { CompileRefused } from "../refused.ts";
import { variablesOf } from "../roles.ts";
import { Running } from "../running.ts";
import { disposeSnapshot, restoreVariables, snapshotOf } from "../snapshot.ts";
import type { Ref, Trace } from "../trace.ts";
import type { Reads } from "./early-values.ts";
import type { Place } from "./internals.ts";
import { expectedBy, expectedOps, outputNumbers, type Path } from "./path.ts";
import { inParts, readsOf, withReads } from "./read-parts.ts";
import { Recorder } from "./recorder.ts";
import { eachPair, type Recording } from "./recording.ts";

/** An earlier call that did the same, and what is known of its constants. */
export type Earlier = Pick<Recording, "trace" | "settings"> & { varied: ReadonlySet<Constant> };

/**
 * Makes a graph of a call that has just been made eagerly, does it again with the graph and compares. Throws `CompileRefused` where that cannot
 * be done, or where anything differs. Variables, and what the optimizer counts, are afterwards what they were.
 */
export function makePath(place: Place, optimizer: Optimizer, earlier: Earlier, now: Recording, tolerance: number): Path {
  const { tf, backend, engine } = place;
  const after = snapshotOf(tf);
  try {
    const varied = variedIn(now, earlier);
    const rated: Resolutions = hasRate(optimizer) ? followRate(place, optimizer, now) : new Map();
    restoreVariables(tf, after);
    explain(now, earlier, rated);
    const captured = now.facts.inputs.map(formOf);
    const inputs = [...captured, ...varied];
    const trace = withInputs(now.trace, new Map([...varied].map((constant, i) => [constant, captured.length + i])));
    const variables = variablesOf(tf, now.trace);
    const step = { trace: withReads(trace, now), resolutions: rated, inputs, variables, settings: [...now.settings.keys()] };
    const built = buildProgram(step, "once");
    const reads = readsOf(built, now);
    const once = built.once && { ...built.once, outputs: built.once.outputs.slice(0, trace.outputs.length) };
    const running = new Running(tf, backend, { ...built, once }, { changed: [...trace.assigned.keys()], draws: 0 });
    try {
      check(place, running, { trace, reads }, now, [...varied], tolerance);
    } catch (error) {
      running.close();
      throw error;
    }
    const numbers = outputNumbers(now.trace.ops);
    const numberOf = (ref: Ref | undefined): number => (ref?.from === "op" ? (numbers[ref.op] as number) + ref.output : -1);
    const [cost, ...escapes] = now.trace.outputs.map(numberOf);
    const registered = engine.registeredVariables;
    const used = [...variables.keys()].map((name): [Variable, boolean] => [
      registered[name] as Variable,
      (registered[name] as Variable).trainable,
    ]);
    const index = new Map<number | Constant, number>([...captured.keys(), ...varied].map((one, i) => [one, i]));
    const expected = expectedBy(now, (one) => {
      const at = index.get(one);
      return (at === undefined ? null : { index: at, form: inputs[at] as Form }) as never;
    });
    const { forward, backward, differentiated, computed } = now;
    const ops = expectedOps(now.trace.ops.slice(0, differentiated), expected);
    return {
      optimizer,
      ops,
      tape: now.tape,
      forward,
      backward,
      gradients: JSON.stringify([ops.slice(forward, backward).map(({ name, outputs }) => [name, outputs]), computed]),
      computed: computed?.map((ref) => ref && numberOf(ref)) ?? null,
      applied: now.applied.map(({ name, ref }) => ({ name, expected: ref && expected(ref) })),
      cost: cost as number,
      assigned: new Map([...now.assigned].map(([name, ref]) => [now.variables.get(name) as Variable, numberOf(ref)])),
      escapes,
      variables: new Map(used),
      trace: now.trace,
      varied,
      inputs,
      settings: now.settings,
      reads,
      running,
    };
  } finally {
    restoreVariables(tf, after);
    disposeSnapshot(after);
  }
}

/** Constants of what JavaScript does that are other ones in each call: they are at hand, and are fed. */
function variedIn(now: Recording, earlier: Earlier): Set<Constant> {
  const found = new Set<Constant>();
  eachPair(now.trace.ops, earlier.trace.ops, (constant, before, op) => {
    if (isAtHand(now, op) && (earlier.varied.has(before) || !sameConstant(constant, before))) found.add(constant);
  });
  return found;
}

/** Whether JavaScript does an operation in a step that is followed too: neither gradients nor the optimizer's part are done there. */
const isAtHand = ({ forward, backward, differentiated }: Recording, op: number): boolean =>
  op < forward || (op >= backward && op < differentiated);

/** Does the recorded call again. */
function check(
  { tf, backend }: Place,
  running: Running,
  { trace, reads }: { trace: Trace; reads: Reads },
  now: Recording,
  varied: readonly Constant[],
  tolerance: number,
): void {
  const { facts, settings } = now;
  const made = varied.map(({ shape, dtype, values }) =>
    tf.keep(backend.createOutputTensor({ id: backend.binding.createTensor([...shape], dtype, values), shape: [...shape], dtype })),
  );
  try {
    const whole = now.reads.length > 0 ? inParts(backend, running, reads, now, tolerance) : running;
    checkStep(whole, trace, { ...facts, trace, settings, inputs: [...facts.inputs, ...made], randoms: [] }, tolerance);
  } finally {
    for (const tensor of made) tensor.dispose();
  }
}

/** Throws where a constant of the gradients or the optimizer is another one than before, and the learning rate is not why. */
function explain(now: Recording, earlier: Earlier, rated: Resolutions): void {
  const { trace, settings } = now;
  const rate = { name: "rate", first: settings.get("rate") as number, second: earlier.settings.get("rate") as number };
  const known = new Set<Constant>();
  eachPair(trace.ops, earlier.trace.ops, (constant, before, op, input) => {
    if (isAtHand(now, op)) known.add(constant);
    if (known.has(constant) || sameConstant(constant, before)) return;
    if (!rated.has(constant) || !bySetting(constant, before, [rate]))
      throw unexplained(constant, `input ${input} of ${trace.ops[op]?.name}`);
  });
}

/** Applies the same gradients once more at another learning rate: constants that follow it show. */
function followRate(
  place: Place,
  optimizer: Optimizer,
  { trace, differentiated, variables, facts, assigned }: Recording,
): Map<Constant, Resolved> {
  const { tf, engine } = place;
  const rate = rateOf(optimizer);
  const usual = rate.get();
  const counted = optimizer as unknown as { iterations_: number };
  const { iterations_ } = counted;
  const changed = [...trace.assigned.keys()].filter((name) => !assigned.has(name));
  restoreVariables(tf, new Map(changed.map((name) => [name, facts.before.get(name) as Tensor])));
  const recorder = new Recorder(place, "apply");
  const undo = recorder.install();
  try {
    rate.set(otherThan(usual));
    tf.tidy(() => optimizer.applyGradients(facts.gradients as never));
    const other = recorder.ops;
    const tail = trace.ops.slice(differentiated);
    if (recorder.refused) throw recorder.refused;
    if (
      other.map(({ name }) => name).join() !== tail.map(({ name }) => name).join() ||
      Object.keys(engine.registeredVariables).length !== variables.size
    )
      throw new CompileRefused("control-flow", "The optimizer does not do the same in each step.");
    const found = new Map<Constant, Resolved>();
    const setting = { name: "rate", first: usual, second: rate.get() };
    eachPair(tail, other, (constant, counterpart) => {
      const resolved = sameConstant(constant, counterpart) ? null : bySetting(constant, counterpart, [setting]);
      if (resolved) found.set(constant, resolved);
      else if (!sameConstant(constant, counterpart)) throw unexplained(constant, "what the optimizer takes");
    });
    return found;
  } finally {
    undo();
    recorder.dispose();
    rate.set(usual);
    counted.iterations_ = iterations_;
  }
}

function withInputs({ ops, outputs, assigned }: Trace, indices: ReadonlyMap<Constant, number>): Trace {
  const refOf = (ref: Ref): Ref => {
    const index = ref.from === "constant" ? indices.get(ref.constant) : undefined;
    return index === undefined ? ref : { from: "input", index };
  };
  return {
    ops: ops.map((op) => ({ ...op, inputs: op.inputs.map(refOf) })),
    outputs: outputs.map(refOf),
    assigned: new Map([...assigned].map(([name, ref]) => [name, refOf(ref)])),
  };
}
