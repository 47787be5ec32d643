import type { DataId, Optimizer, Tensor, TensorInfo, Variable } from "@tensorflow/tfjs-core";
import type { OpAttribute } from "../binding.ts";
import { asRefused } from "../refused.ts";
import { elementsOf } from "../shape.ts";
import { begunBy, type Done, EMPTY, settle } from "./catch-up.ts";
import { HeldVariables } from "./held-variables.ts";
import { intercept } from "./intercept.ts";
import type { Place } from "./internals.ts";
import { type Candidate, type ExpectedOp, isLookedUp, type Path, sameAttributes } from "./path.ts";
import { Reading } from "./reading.ts";
import { Recorder } from "./recorder.ts";
import type { NamedGradient } from "./recording.ts";
import { StepData } from "./step-data.ts";
import { Tape } from "./tape.ts";

/** A step that went a known way until there is nothing left to follow. */
export interface Followed {
  path: Path;
  /** Native tensors of its inputs. */
  inputs: number[];
  /** By the numbers of outputs that live on: the data that wait for their values. */
  waiting: Map<number, DataId>;
  /** Native tensors by outputs of its graph that have been computed, until the follower is disposed of. */
  known: ReadonlyMap<string, number>;
}

interface Around {
  /** Brings the values of variables back, where they live in a session. */
  comeHome(): void;
  /** Variables live in the session of a path. */
  moveTo(path: Path): void;
  /** The step does something that no path does, and goes on eagerly. */
  onDeparture(recorder: Recorder): void;
}

/**
 * Follows a step without computing: the forward pass, and what JavaScript does to gradients that it is given. TensorFlow.js gets tensors that have
 * shapes and types and no values, as long as what it does is what a known path does. At the first thing that is not, what has been left out is
 * computed, and the step goes on eagerly as if nothing had been, and is recorded. So JavaScript runs exactly once, whichever way it takes.
 */
export class Follower {
  readonly #place: Place;
  readonly #around: Around;
  readonly #data: StepData;
  readonly #reading: Reading;
  #alive: Candidate[];
  /** Operations and nodes of the tape so far. */
  #at = 0;
  #node = 0;
  readonly #held: HeldVariables;
  /** Whose gradients have been promised. */
  #cost: Tensor | null = null;
  readonly #tape = new Tape();
  readonly #nodes: string[] = [];
  #restore: () => void = () => undefined;
  #isOver = false;

  constructor(place: Place, paths: readonly Path[], around: Around) {
    this.#place = place;
    this.#around = around;
    this.#alive = paths.map((path) => ({ path, bound: [], made: new Map() }));
    this.#data = new StepData(
      place,
      paths.flatMap(({ variables }) => [...variables.keys()]),
    );
    this.#reading = new Reading(place, this.#data, around);
    this.#reading.begin(paths[0] as Path);
    this.#held = new HeldVariables(
      place,
      paths.flatMap(({ assigned }) => [...assigned.keys()]),
    );
  }

  /** Stands between TensorFlow.js and its backend until the step is over. */
  start(): void {
    const { path } = this.#alive[0] as Candidate;
    this.#restore = intercept(this.#place, path.variables.keys().next().value as Variable, {
      follow: (...op) => this.#follow(...op),
      make: (dataId) => this.#data.make(dataId),
      read: (dataId) => this.#read(dataId),
      take: (tensors) => {
        if (this.#cost || tensors.some(({ dataId }) => this.#isEmpty(dataId))) this.#depart();
      },
      outlive: (dataId, force) => this.#data.outlive(dataId, force),
      differentiate: (kernel, inputs, outputs, gradient, _, attributes) =>
        this.#differentiate(this.#tape.read(kernel, inputs, outputs, gradient, attributes)),
      assign: (variable) => {
        if (!this.#alive.some((one) => one.path.assigned.has(variable))) this.#depart();
      },
    });
  }

  /** Whether the forward pass ended where a path's does, with this cost. If not, the call goes on eagerly. */
  accepts(cost: Tensor): boolean {
    return this.#isOnPath((one) => this.#isAtEnd(one, cost) && this.#hasAssigned(one));
  }

  /** Whether the forward pass ended where a path's does, with this cost, and gradients can be promised. If not, the call goes on eagerly. */
  differentiates(cost: Tensor): boolean {
    if (!this.#isOnPath((one) => this.#isAtEnd(one, cost))) return false;
    const { gradients } = (this.#alive[0] as Candidate).path;
    return this.#isOnPath(({ path }) => path.gradients === gradients);
  }

  /** After the scopes of its forward pass are closed: gradients of the cost, without values. What is done to them is followed. */
  promise(cost: Tensor): (Tensor | undefined)[] {
    this.#disposeTape();
    const { path } = this.#alive[0] as Candidate;
    this.#cost = this.#place.tf.keep(cost.clone());
    this.#at = path.backward;
    return this.#data.gradientsOf(path);
  }

  /** Whether these gradients are applied where a path's are. If not, the step goes on eagerly. */
  applies(optimizer: Optimizer, gradients: readonly NamedGradient[]): boolean {
    return this.#isOnPath((one) => {
      const { path } = one;
      return (
        path.optimizer === optimizer && this.#at === path.ops.length && this.#hasAssigned(one) && this.#data.areApplied(one, gradients)
      );
    });
  }

  /** After the scopes of a call that was accepted are closed: what has to be known to run its graph. */
  finish(): Followed {
    const { backend } = this.#place;
    this.#isOver = true;
    this.#disposeTape();
    this.#held.restore();
    this.#letGoOfTensors();
    this.#stop();
    const { path, bound } = this.#alive[0] as Candidate;
    const isWaiting = (dataId: DataId) => backend.tensorMap.has(dataId) && backend.tensorMap.get(dataId).id === EMPTY;
    const waiting = new Map([...this.#data.outputs.entries()].filter(([, dataId]) => isWaiting(dataId)));
    const inputs = bound.map((dataId) => this.#data.natives.get(dataId as DataId) as number);
    return { path, inputs, waiting, known: this.#reading.known(path) };
  }

  /** Computes outputs by themselves, as they were before the step, for those who wait for them. */
  compute(numbers: readonly number[]): void {
    this.#around.comeHome();
    settle(this.#place, this.#done(), (number) => numbers.includes(number));
  }

  /** The step goes on eagerly, if it does: what there is gets its values. */
  abandon(): void {
    if (!this.#isOver) this.#depart();
  }

  /** Gradients that were promised are not applied, or something else is to run before: they get their values. */
  release(): void {
    if (this.#isOver) return;
    this.#leave(() => settle(this.#place, this.#done(), () => true));
    this.dispose();
  }

  /** Lets go of what it holds. */
  dispose(): void {
    this.#letGoOfTensors();
    this.#reading.dispose();
    this.#data.dispose();
  }

  #stop(): void {
    this.#restore();
    this.#restore = () => undefined;
  }

  #letGoOfTensors(): void {
    this.#held.dispose();
    this.#cost?.dispose();
    this.#cost = null;
  }

  #disposeTape(): void {
    const { state } = this.#place.engine;
    for (const { saved } of state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
    state.activeTape = null;
  }

  #isAtEnd({ path }: Candidate, cost: Tensor): boolean {
    const dataId = cost?.dataId; // TensorFlow.js itself says what is wrong with a cost that is no tensor
    return this.#at === path.forward && this.#node === path.tape.length && this.#data.numberOf(dataId) === path.cost;
  }

  #hasAssigned({ path }: Candidate): boolean {
    return [...path.assigned].every(([variable, number]) => this.#data.numberOf(variable.dataId) === number);
  }

  /** Whether a path goes on like this. If not, the step goes on eagerly. */
  #isOnPath(isRight: (candidate: Candidate) => boolean): boolean {
    if (this.#isOver) return false;
    if (this.#narrow(isRight).length > 0) return true;
    this.#depart();
    return false;
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
        op.inputs.every((expected, i) => this.#data.fits(expected, inputs[i] as TensorInfo, candidate))
      );
    });
    if (!found) {
      this.#depart();
      return null;
    }
    const { outputs, number } = found.path.ops[this.#at] as ExpectedOp;
    this.#at += 1;
    return outputs.map((form, i) => this.#data.emptyOf(number + i, form));
  }

  #differentiate(node: string): void {
    if (this.#isOver) return;
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

  /** Whether it waits for its values. */
  #isEmpty(dataId: DataId): boolean {
    const { tensorMap } = this.#place.backend;
    return !this.#isOver && this.#data.numberOf(dataId) !== undefined && tensorMap.get(dataId).id === EMPTY;
  }

  /** Values for a kernel that only looks at them; null: they are read as ever, and are there by now. */
  #read(dataId: DataId): unknown {
    const number = this.#isOver ? undefined : this.#data.numberOf(dataId);
    if (number === undefined) return null;
    const { backend, engine } = this.#place;
    const isEmpty = this.#isEmpty(dataId);
    if (engine.state.kernelDepth > 0) {
      if (isEmpty && this.#alive.every(({ path }) => isLookedUp(path, this.#at, number)))
        return new Int32Array(elementsOf(backend.tensorMap.get(dataId).shape));
      if (isEmpty) this.#depart();
      return null;
    }
    if (isEmpty && !this.#give(number)) this.#depart();
    this.#reading.note(number, this.#at);
    return null;
  }

  #give(number: number): boolean {
    const [found] = this.#narrow(({ path }) => path.reads.outputs.has(number));
    if (found && !this.#reading.isAt(found.path)) {
      this.#stop();
      this.#held.asBefore(() => this.#reading.enter(found.path));
      this.start();
    }
    return found !== undefined && this.#reading.give(found, this.#at);
  }

  /** Catches up with what was left out; the call goes on eagerly, and is recorded as if it had been from its beginning. */
  #depart(): void {
    if (this.#isOver) return;
    const recorder = this.#leave(
      () => new Recorder(this.#place, begunBy(this.#place, this.#done(), { reader: this.#tape, nodes: this.#nodes })),
    );
    if (this.#reading.failure) recorder.refused = asRefused(this.#reading.failure);
    this.#around.onDeparture(recorder);
  }

  /** Does something with variables as they were before the step. */
  #leave<T>(work: () => T): T {
    this.#isOver = true;
    this.#stop();
    let result: T | undefined;
    this.#held.asBefore(() => {
      this.#around.comeHome();
      result = work();
    });
    return result as T;
  }

  #done(): Done {
    const { outputs, natives, made } = this.#data;
    const reads = this.#reading.seen;
    return { candidate: this.#alive[0] as Candidate, ops: this.#at, outputs, natives, made, reads, cost: this.#cost?.dataId ?? null };
  }
}
