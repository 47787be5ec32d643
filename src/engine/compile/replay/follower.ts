import type { DataId, Tensor, TensorInfo, Variable } from "@tensorflow/tfjs-core";
import type { OpAttribute } from "../binding.ts";
import { begunBy, type Done, EMPTY, settle } from "./catch-up.ts";
import { override, type Place } from "./internals.ts";
import { type Candidate, type Expected, type ExpectedOp, isConstant, type Path, sameAttributes, sameShape } from "./path.ts";
import { Recorder } from "./recorder.ts";
import { Tape } from "./tape.ts";

/** A call that went a known way to the end of its forward pass. */
export interface Followed {
  path: Path;
  /** Native tensors of its inputs. */
  inputs: number[];
  /** By the numbers of outputs that live on: the data that wait for their values. */
  waiting: Map<number, DataId>;
}

interface Around {
  /** Brings the values of variables back, where they live in a session. */
  comeHome(): void;
  /** The call does something that no path does, and goes on eagerly. */
  onDeparture(recorder: Recorder): void;
}

/**
 * Follows the forward pass of a call without computing: TensorFlow.js gets tensors that have shapes and types and no values, as long as
 * what it does is what a known path does. At the first thing that is not, what has been left out is computed, and the
 * call goes on eagerly as if nothing had been, and is recorded. So JavaScript runs exactly once, whichever way it takes.
 */
export class Follower {
  readonly #place: Place;
  readonly #around: Around;
  #alive: Candidate[];
  /** Operations and nodes of the tape so far. */
  #at = 0;
  #node = 0;
  /** By data: the number of an operation's output, or `MADE` by JavaScript. */
  readonly #origins = new Map<DataId, number>();
  readonly #outputs: DataId[] = [];
  readonly #variables: Map<DataId, Variable>;
  /** Values that variables had which the forward pass changes. */
  readonly #held: Map<Variable, Tensor>;
  /** Native tensors of inputs, and those that nobody else lets go of. */
  readonly #natives = new Map<DataId, number>();
  readonly #owned: number[] = [];
  readonly #tape = new Tape();
  readonly #nodes: string[] = [];
  #restore: () => void = () => undefined;
  #departed = false;

  constructor(place: Place, paths: readonly Path[], around: Around) {
    this.#place = place;
    this.#around = around;
    this.#alive = paths.map((path) => ({ path, bound: [], made: new Map() }));
    this.#variables = new Map(paths.flatMap(({ variables }) => [...variables.keys()].map((one) => [one.dataId, one] as const)));
    const changing = new Set(paths.flatMap(({ assigned }) => [...assigned.keys()]));
    const { incRef } = Object.getPrototypeOf(place.backend) as Place["backend"];
    const undo = override(place.backend, { incRef });
    this.#held = new Map([...changing].map((variable) => [variable, place.tf.keep(variable.clone())]));
    undo();
  }

  /** Stands between TensorFlow.js and its backend until `stop`. */
  start(): void {
    const { backend, engine } = this.#place;
    const own = Object.getPrototypeOf(backend) as Place["backend"];
    const { readSync, getInputTensorIds, disposeData } = backend;
    const variable = [...this.#variables.values()][0];
    const variables = Object.getPrototypeOf(variable) as Variable;
    const { assign } = variables;
    const { addTapeNode } = engine;
    const undo = [
      override(backend, {
        executeSingleOutput: (name, attributes, inputs) =>
          this.#follow(name, attributes, inputs, 1)?.[0] ?? backend.executeSingleOutput(name, attributes, inputs),
        executeMultipleOutputs: (name, attributes, inputs, count) =>
          this.#follow(name, attributes, inputs, count) ?? backend.executeMultipleOutputs(name, attributes, inputs, count),
        write: (values, shape, dtype) => {
          const dataId = own.write.call(backend, values, shape, dtype);
          this.#origins.set(dataId, MADE);
          return dataId;
        },
        readSync: (dataId) => {
          if (!this.#isEmpty(dataId)) return readSync.call(backend, dataId);
          if (engine.state.kernelDepth > 0 && this.#isLookedUp(dataId)) return new Int32Array(sizeOf(backend.tensorMap.get(dataId).shape));
          this.#depart();
          return backend.readSync(dataId);
        },
        getInputTensorIds: (tensors) => {
          if (!tensors.some(({ dataId }) => this.#isEmpty(dataId))) return getInputTensorIds.call(backend, tensors);
          this.#depart();
          return backend.getInputTensorIds(tensors);
        },
        // A clone of a variable that lives in a session is seen to before the session changes it.
        incRef: own.incRef,
        disposeData: (dataId, force) => {
          this.#outlive(dataId, force);
          return disposeData.call(backend, dataId, force);
        },
      }),
      override(engine, {
        addTapeNode: (kernel, inputs, outputs, gradient, saved, attributes) => {
          this.#differentiate(this.#tape.read(kernel, inputs, outputs, gradient, attributes));
          addTapeNode.call(engine, kernel, inputs, outputs, gradient, saved, attributes);
        },
      }),
      override(variables, {
        assign: (() => {
          const follower = this;
          return function (this: Variable, value: Tensor) {
            if (!follower.#alive.some(({ path }) => path.assigned.has(this))) follower.#depart();
            assign.call(this, value as never);
          };
        })() as Variable["assign"],
      }),
    ];
    this.#restore = () => {
      for (const one of undo) one();
    };
  }

  /** Whether the forward pass ended where a path's does, with this cost. If not, the call goes on eagerly. */
  accepts(cost: Tensor): boolean {
    if (this.#departed) return false;
    const dataId = cost?.dataId; // TensorFlow.js itself says what is wrong with a cost that is no tensor
    const [found] = this.#narrow(
      ({ path }) =>
        this.#at === path.ops.length &&
        this.#node === path.tape.length &&
        this.#origins.get(dataId) === path.cost &&
        [...path.assigned].every(([variable, number]) => this.#origins.get(variable.dataId) === number),
    );
    if (!found) this.#depart();
    return found !== undefined;
  }

  /** After the scopes of a call that was accepted are closed: what has to be known to run its graph. */
  finish(): Followed {
    const { backend, engine } = this.#place;
    for (const { saved } of engine.state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
    engine.state.activeTape = null;
    for (const [variable, before] of this.#held) if (variable.dataId !== before.dataId) variable.assign(before as never);
    this.#letGoOfVariables();
    this.#restore();
    const { path, bound } = this.#alive[0] as Candidate;
    const waiting = new Map([...this.#outputs.entries()].filter(([, dataId]) => backend.tensorMap.has(dataId)));
    return { path, inputs: bound.map((dataId) => this.#natives.get(dataId as DataId) as number), waiting };
  }

  /** Computes outputs of the forward pass by themselves, as they were before the step, for those who wait for them. */
  compute(numbers: readonly number[]): void {
    this.#around.comeHome();
    settle(this.#place, this.#done(), (number) => numbers.includes(number));
  }

  /** JavaScript has thrown in the forward pass: what it has kept gets its values. */
  abandon(): void {
    if (!this.#departed) this.#depart();
  }

  /** Lets go of what it holds. */
  dispose(): void {
    this.#letGoOfVariables();
    for (const id of this.#owned.splice(0)) this.#place.backend.binding.deleteTensor(id);
  }

  #letGoOfVariables(): void {
    for (const before of this.#held.values()) before.dispose();
    this.#held.clear();
  }

  /** The outputs of the next operation, without values; null where no path goes on like this. */
  #follow(name: string, attributes: OpAttribute[], inputs: TensorInfo[], count: number): Tensor[] | null {
    const [found] = this.#narrow((candidate) => {
      const op = candidate.path.ops[this.#at];
      return (
        op !== undefined &&
        op.name === name &&
        op.outputs.length === count &&
        op.inputs.length === inputs.length &&
        sameAttributes(op.attributes, attributes) &&
        op.inputs.every((expected, i) => this.#fits(expected, inputs[i] as TensorInfo, candidate))
      );
    });
    if (!found) {
      this.#depart();
      return null;
    }
    const { outputs, number } = found.path.ops[this.#at] as ExpectedOp;
    this.#at += 1;
    return outputs.map(({ shape, dtype }, i) => {
      const tensor = this.#place.backend.createOutputTensor({ id: EMPTY, shape: shape.slice(), dtype });
      this.#origins.set(tensor.dataId, number + i);
      this.#outputs[number + i] = tensor.dataId;
      return tensor;
    });
  }

  #fits(expected: Expected, { dataId }: TensorInfo, { bound, made }: Candidate): boolean {
    if (!dataId) return false;
    const origin = this.#origins.get(dataId);
    if (expected.from === "op") return origin === expected.number;
    if (expected.from === "variable") return origin === undefined && this.#variables.get(dataId) === expected.variable;
    const { tensorMap } = this.#place.backend;
    if (expected.from === "constant") {
      if (origin !== MADE || !isConstant(tensorMap.get(dataId), expected.constant)) return false;
      made.set(dataId, expected.constant);
      return true;
    }
    if (origin !== (expected.made ? MADE : undefined) || (origin === undefined && this.#variables.has(dataId))) return false;
    const { shape, dtype } = tensorMap.get(dataId);
    if (dtype !== expected.form.dtype || !sameShape(shape, expected.form.shape)) return false;
    const known = bound[expected.index];
    if (known !== undefined && known !== dataId) return false;
    bound[expected.index] = dataId;
    if (expected.made) made.set(dataId, expected.made);
    if (!this.#natives.has(dataId)) this.#natives.set(dataId, this.#nativeOf(dataId, origin === MADE));
    return true;
  }

  #nativeOf(dataId: DataId, made: boolean): number {
    const { backend } = this.#place;
    const { shape, dtype, values } = backend.tensorMap.get(dataId);
    if (!made) return backend.getInputTensorIds([{ dataId } as TensorInfo])[0] as number;
    const id = backend.binding.createTensor(shape, dtype, values as unknown as ArrayBufferView);
    this.#owned.push(id);
    return id;
  }

  #differentiate(node: string): void {
    if (this.#departed) return;
    if (this.#narrow(({ path }) => path.tape[this.#node] === node).length === 0) this.#depart();
    else this.#node += 1;
    this.#nodes.push(node);
  }

  /** Keeps the candidates that are still right; where none is, those that were right till now stay. */
  #narrow(isRight: (candidate: Candidate) => boolean): Candidate[] {
    const alive = this.#alive.filter(isRight);
    if (alive.length > 0) this.#alive = alive;
    return alive;
  }

  #isEmpty(dataId: DataId): boolean {
    return !this.#departed && (this.#origins.get(dataId) ?? MADE) >= 0;
  }

  /** tfjs-node's gather looks whether the indices are in range, as the operation itself does again. */
  #isLookedUp(dataId: DataId): boolean {
    const number = this.#origins.get(dataId);
    return this.#alive.every(({ path }) => {
      const next = path.ops[this.#at];
      const indices = next?.inputs[1];
      return next?.name === "GatherV2" && indices?.from === "op" && indices.number === number;
    });
  }

  /** A tensor that the call disposes of is still to be fed to the graph. */
  #outlive(dataId: DataId, force = false): void {
    const { tensorMap } = this.#place.backend;
    if (!this.#natives.has(dataId) || !tensorMap.has(dataId)) return;
    const stored = tensorMap.get(dataId);
    if (stored.id < 0 || (!force && stored.refCount > 1)) return;
    this.#owned.push(stored.id);
    stored.id = EMPTY;
  }

  /** Catches up with what was left out; the call goes on eagerly, and is recorded as if it had been from its beginning. */
  #depart(): void {
    if (this.#departed) return;
    this.#departed = true;
    this.#restore();
    const now = [...this.#held].map(([variable, before]) => {
      const { dataId } = variable;
      variable.dataId = before.dataId;
      return { variable, dataId };
    });
    this.#around.comeHome();
    const recorder = new Recorder(this.#place, begunBy(this.#place, this.#done(), { reader: this.#tape, nodes: this.#nodes }));
    for (const { variable, dataId } of now) variable.dataId = dataId;
    this.#around.onDeparture(recorder);
  }

  #done(): Done {
    const made = [...this.#origins].flatMap(([dataId, origin]) => (origin === MADE ? [dataId] : []));
    return { candidate: this.#alive[0] as Candidate, ops: this.#at, outputs: this.#outputs, natives: this.#natives, made: new Set(made) };
  }
}

/** In place of the number of an output. */
const MADE = -1;

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
