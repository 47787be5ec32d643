import type { DataId, Tensor, TensorInfo, Variable } from "@tensorflow/tfjs-core";
import { DTYPE, type OpAttribute } from "../binding.ts";
import type { Constant } from "../graph.ts";
import { CompileRefused } from "../refused.ts";
import { disposeSnapshot, type Snapshot, snapshotOf } from "../snapshot.ts";
import { type Ref, sameRef, type TracedOp } from "../trace.ts";
import { constantOf } from "./constant-of.ts";
import { copyOf, override, type Place } from "./internals.ts";
import type { NamedGradient, Read, Recording } from "./recording.ts";
import { isCustom, isOwnGradient, Tape } from "./tape.ts";

/** What of a call is known already where its recording begins in the middle. */
export interface Begun {
  ops: TracedOp[];
  origins: Map<DataId, Ref>;
  inputs: Tensor[];
  reads: Read[];
  /** What JavaScript has made in the call. */
  made: Set<DataId>;
  tape: { reader: Tape; nodes: string[] };
  /** Data of the variables before the call. */
  variables: ReadonlyMap<string, DataId>;
  /** Where the gradients have been computed already. */
  differentiated: Differentiated | null;
}

interface Differentiated {
  /** Operations of the forward pass, and with those of the gradients. */
  forward: number;
  backward: number;
  cost: DataId;
  computed: Recording["computed"];
}

/** Takes an eager call down: each native operation with where its inputs come from. */
export class Recorder {
  refused: CompileRefused | null = null;
  readonly ops: TracedOp[];
  readonly #place: Place;
  readonly #origins: Map<DataId, Ref>;
  readonly #inputs: Tensor[];
  readonly #tape: Begun["tape"];
  readonly #variables: ReadonlyMap<string, DataId>;
  readonly #objects: Map<string, Variable>;
  readonly #before: Snapshot;
  readonly #gradients: NamedGradient[] = [];
  readonly #reads: Read[];
  /** What JavaScript made in the forward pass. */
  readonly #made: Set<DataId>;
  #phase: Phase;
  #forward: { ops: number; cost: DataId; copy: Tensor } | null = null;
  #backward: { ops: number; computed: Recording["computed"] } | null = null;
  #applied: { ops: number; gradients: Recording["applied"]; assigned: Map<string, Ref> } | null = null;
  #running = false;

  /** `at`: what the call has done already; or "apply", where it does nothing but apply gradients. */
  constructor(place: Place, at: Begun | "start" | "apply") {
    const begun = typeof at === "string" ? null : at;
    this.#phase = at === "apply" ? "apply" : begun?.differentiated ? "between" : "forward";
    this.#place = place;
    const { registeredVariables } = place.engine;
    this.#objects = new Map(Object.entries(registeredVariables));
    this.#before = snapshotOf(place.tf);
    this.#variables = begun?.variables ?? new Map([...this.#objects].map(([name, { dataId }]) => [name, dataId]));
    this.#origins = new Map([...this.#variables].map(([name, dataId]) => [dataId, { from: "variable", name }]));
    for (const [dataId, ref] of begun?.origins ?? []) this.#origins.set(dataId, ref);
    this.ops = begun?.ops ?? [];
    this.#inputs = begun?.inputs ?? [];
    this.#reads = begun?.reads ?? [];
    this.#made = begun?.made ?? new Set();
    this.#tape = begun?.tape ?? { reader: new Tape(), nodes: [] };
    if (!begun?.differentiated) return;
    const { forward, backward, cost, computed } = begun.differentiated;
    this.#forward = { ops: forward, cost, copy: this.#copy(cost) };
    this.#backward = { ops: backward, computed };
  }

  /** Stands between TensorFlow.js and its backend until what it returns is called. */
  install(): () => void {
    const { backend, engine } = this.#place;
    const before = { ...pick(backend), addTapeNode: engine.addTapeNode };
    const undo = [
      override(backend, {
        executeSingleOutput: (name, attributes, inputs) =>
          this.#execute(name, attributes, inputs, () => [before.executeSingleOutput.call(backend, name, attributes, inputs)])[0] as Tensor,
        executeMultipleOutputs: (name, attributes, inputs, count) =>
          this.#execute(name, attributes, inputs, () => before.executeMultipleOutputs.call(backend, name, attributes, inputs, count)),
        write: (values, shape, dtype) => {
          const dataId = before.write.call(backend, values, shape, dtype);
          if (this.#isAtHand) this.#made.add(dataId);
          return dataId;
        },
        readSync: (dataId) => {
          if (engine.state.kernelDepth === 0) this.#read(dataId);
          return before.readSync.call(backend, dataId);
        },
        getInputTensorIds: (tensors) => {
          if (!this.#running) this.#refuse("operation", "Another graph runs in the middle of the step.");
          return before.getInputTensorIds.call(backend, tensors);
        },
      }),
      override(engine, {
        addTapeNode: (kernel, inputs, outputs, gradient, saved, attributes) => {
          if (this.#phase === "forward") {
            if (isCustom(gradient, inputs) && !isOwnGradient())
              this.#refuse("operation", "The loss has a gradient of its own (tf.customGrad), which may do other things in each step.");
            this.#tape.nodes.push(this.#tape.reader.read(kernel, inputs, outputs, gradient, attributes));
          }
          before.addTapeNode.call(engine, kernel, inputs, outputs, gradient, saved, attributes);
        },
      }),
    ];
    return () => {
      for (const one of undo) one();
    };
  }

  /** The forward pass is over: this is the cost. */
  endForward(cost: Tensor): void {
    this.#phase = "backward";
    this.#forward = { ops: this.ops.length, cost: cost.dataId, copy: this.#copy(cost.dataId) };
  }

  /** The gradients are there, and JavaScript gets them. */
  endBackward(gradients: readonly (Tensor | null | undefined)[]): void {
    this.#phase = "between";
    const all = gradients.map((one) => (one ? this.#refOf(one) : null));
    const given = gradients.filter((one) => one);
    const [forward, tensors] = [this.#forward?.ops ?? 0, new Set(given.map((one) => one?.id))];
    if (tensors.size < given.length || all.some((ref) => ref && (ref.from !== "op" || ref.op < forward)))
      this.#refuse("operation", "A gradient is a tensor that was there before.");
    this.#backward = { ops: this.ops.length, computed: all };
  }

  /** The gradients are about to be applied. */
  differentiated(gradients: readonly NamedGradient[]): void {
    const given = this.#backward ? gradients : [];
    const applied = given.map(({ name, tensor }) => ({ name, ref: tensor ? this.#refOf(tensor) : null }));
    if (applied.some(({ ref }) => ref && ref.from !== "op" && ref.from !== "input"))
      this.#refuse("operation", "What is applied is no gradient, but made by JavaScript.");
    this.#phase = "apply";
    this.#applied = { ops: this.ops.length, gradients: applied, assigned: this.#assigned() };
    for (const { name, tensor } of gradients) this.#gradients.push({ name, tensor: tensor ? this.#copy(tensor.dataId) : null });
  }

  /** The step is over. Or why it cannot be learnt from. */
  finish(settings: ReadonlyMap<string, number>, costReturned: boolean): Recording | CompileRefused {
    const { tensorMap } = this.#place.backend;
    const [forward, backward, applied] = [this.#forward, this.#backward, this.#applied];
    const now = this.#place.engine.registeredVariables;
    if (
      !forward ||
      !applied ||
      Object.keys(now).length !== this.#objects.size ||
      [...this.#objects].some(([name, one]) => now[name] !== one)
    )
      this.#refuse("variables", "Variables come or go in the step.");
    if (!forward || !applied || this.refused) {
      this.dispose();
      return this.refused as CompileRefused;
    }
    const refOf = (dataId: DataId) => this.#origins.get(dataId) as Ref;
    const lives = (dataId: DataId) =>
      tensorMap.has(dataId) && !(dataId === forward.cost && costReturned && tensorMap.get(dataId).refCount === 1);
    const assigned = this.#assigned();
    const inVariables = new Set([...this.#objects.values()].map(({ dataId }) => dataId));
    // Nobody but TensorFlow.js itself has what is computed for the gradients of a minimize.
    const followed = backward ? applied.ops : forward.ops;
    const escapes = (dataId: DataId) => lives(dataId) && (!inVariables.has(dataId) || tensorMap.get(dataId).refCount > 1);
    const escaped = [...this.#origins].flatMap(([dataId, ref]) =>
      ref.from === "op" && ref.op < followed && escapes(dataId) ? [dataId] : [],
    );
    return {
      trace: { ops: this.ops, outputs: [refOf(forward.cost), ...escaped.map(refOf)], assigned },
      tape: this.#tape.nodes,
      forward: forward.ops,
      backward: backward?.ops ?? applied.ops,
      differentiated: applied.ops,
      computed: backward?.computed ?? null,
      applied: applied.gradients,
      assigned: applied.assigned,
      reads: this.#reads,
      variables: this.#objects,
      settings,
      facts: {
        inputs: this.#inputs,
        before: this.#before,
        outputs: [forward.copy, ...escaped.map((dataId) => this.#copy(dataId))],
        gradients: this.#gradients,
      },
    };
  }

  /** Lets go of what it holds, where nobody takes the recording. */
  dispose(): void {
    disposeSnapshot(this.#before);
    for (const tensor of [...this.#inputs, ...this.#gradients.map((one) => one.tensor), ...this.#reads.map(({ value }) => value)])
      tensor?.dispose();
    this.#forward?.copy.dispose();
  }

  #execute(name: string, attributes: OpAttribute[], inputs: TensorInfo[], work: () => Tensor[]): Tensor[] {
    const refs = inputs.map((input) => this.#refOf(input));
    this.#running = true;
    let found: Tensor[];
    try {
      found = work();
    } finally {
      this.#running = false;
    }
    if (SHAPED_BY_VALUES.test(name)) this.#refuse("operation", `What ${name} gives has a shape that depends on values.`);
    const { tensorMap } = this.#place.backend;
    const op = this.ops.length;
    const dtypes = found.map(({ dataId }) => tensorMap.get(dataId).dtype);
    this.ops.push({ name, attributes, inputs: refs, shapes: found.map(({ shape }) => shape), dtypes });
    for (const [output, { dataId }] of found.entries()) this.#origins.set(dataId, { from: "op", op, output });
    return found;
  }

  /** JavaScript reads a value, and knows it from now on. */
  #read(dataId: DataId): void {
    const ref = this.#origins.get(dataId);
    if (ref?.from !== "op" || this.#reads.some((one) => sameRef(one.ref, ref))) return;
    if (this.#isAtHand) this.#reads.push({ ref, at: this.ops.length, value: this.#copy(dataId) });
    else this.#refuse("readback", "JavaScript reads a value back where gradients are computed or applied.");
  }

  #refOf({ dataId }: TensorInfo): Ref {
    const known = this.#origins.get(dataId);
    if (known) return known;
    const { backend } = this.#place;
    if (!dataId || !backend.tensorMap.has(dataId)) {
      this.#refuse("operation", "A tensor of a type that no graph can be fed with is used.");
      return { from: "constant", constant: NOTHING };
    }
    const ref: Ref =
      !this.#isAtHand || this.#made.has(dataId) ? { from: "constant", constant: this.#constant(dataId) } : this.#input(dataId);
    this.#origins.set(dataId, ref);
    return ref;
  }

  /** Whether JavaScript does what it does in a step that is followed too: gradients and the optimizer's part are left out there. */
  get #isAtHand(): boolean {
    return this.#phase === "forward" || this.#phase === "between";
  }

  /** A tensor from before the call: the next call may bring another one. */
  #input(dataId: DataId): Ref {
    const index = this.#inputs.push(this.#copy(dataId)) - 1;
    return { from: "input", index };
  }

  #constant(dataId: DataId): Constant {
    if (!this.#isAtHand && this.#made.has(dataId))
      this.#refuse("constant", "JavaScript makes a tensor in the step that nothing but gradients or the optimizer take.");
    const found = constantOf(this.#place, dataId);
    if (!found) this.#refuse("operation", "Text or complex numbers are made into a tensor in the middle of the step.");
    return found ?? NOTHING;
  }

  #copy(dataId: DataId): Tensor {
    const { backend } = this.#place;
    const running = this.#running;
    this.#running = true;
    const [id] = backend.getInputTensorIds([{ dataId } as TensorInfo]);
    this.#running = running;
    return copyOf(this.#place, id as number, backend.tensorMap.get(dataId).dtype);
  }

  /** Variables that have other values than before, and where these come from. */
  #assigned(): Map<string, Ref> {
    const found = new Map<string, Ref>();
    for (const [name, { dataId }] of this.#objects)
      if (dataId !== this.#variables.get(name)) found.set(name, this.#refOf({ dataId } as TensorInfo));
    return found;
  }

  #refuse(code: CompileRefused["code"], message: string): void {
    this.refused ??= new CompileRefused(code, message);
  }
}

/** What a step is at: its loss, the gradients of it, what JavaScript does to these, and the optimizer's part. */
type Phase = "forward" | "backward" | "between" | "apply";

/** In place of what no graph can hold. */
const NOTHING: Constant = { shape: [], dtype: DTYPE.float32, values: new Float32Array(1) };

/** Operations whose outputs' shapes are not known before they have run. */
const SHAPED_BY_VALUES = /^(Where|Unique.*|NonMaxSuppression.*|Ragged.*|String.*|Sparse(Fill|Reshape).*|ListDiff|Range|LinSpace)$/;

const pick = ({ executeSingleOutput, executeMultipleOutputs, write, readSync, getInputTensorIds }: Place["backend"]) => ({
  executeSingleOutput,
  executeMultipleOutputs,
  write,
  readSync,
  getInputTensorIds,
});
