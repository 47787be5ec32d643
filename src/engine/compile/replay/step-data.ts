import type { DataId, Tensor, TensorInfo, Variable } from "@tensorflow/tfjs-core";
import { sameShape } from "../shape.ts";
import { EMPTY } from "./catch-up.ts";
import type { Place } from "./internals.ts";
import { type Candidate, type Expected, type ExpectedOp, isConstant, type Path } from "./path.ts";
import type { NamedGradient } from "./recording.ts";

/** The data that a step which is followed has met so far, and what each of them is. */
export class StepData {
  readonly #place: Place;
  readonly #variables: Map<DataId, Variable>;
  readonly #idsOf: Place["backend"]["getInputTensorIds"];
  /** By data: the number of an operation's output, or `MADE` by JavaScript. */
  readonly #origins = new Map<DataId, number>();
  /** Data of the operations' outputs, by their numbers. */
  readonly outputs: DataId[] = [];
  /** Native tensors of inputs, and those that nobody else lets go of. */
  readonly natives = new Map<DataId, number>();
  readonly #owned: number[] = [];

  constructor(place: Place, variables: Iterable<Variable>) {
    this.#place = place;
    this.#variables = new Map([...variables].map((one) => [one.dataId, one]));
    this.#idsOf = place.backend.getInputTensorIds.bind(place.backend);
  }

  /** What JavaScript has made. */
  get made(): Set<DataId> {
    return new Set([...this.#origins].flatMap(([dataId, origin]) => (origin === MADE ? [dataId] : [])));
  }

  /** JavaScript has made it. */
  make(dataId: DataId): void {
    this.#origins.set(dataId, MADE);
  }

  /** The number of the output that it is; undefined where it is none. */
  numberOf(dataId: DataId): number | undefined {
    const origin = this.#origins.get(dataId);
    return origin === MADE ? undefined : origin;
  }

  /** A tensor for an output, without values. */
  emptyOf(number: number, { shape, dtype }: ExpectedOp["outputs"][number]): Tensor {
    const tensor = this.#place.backend.createOutputTensor({ id: EMPTY, shape: shape.slice(), dtype });
    this.#origins.set(tensor.dataId, number);
    this.outputs[number] = tensor.dataId;
    return tensor;
  }

  /** Tensors for a path's gradients, without values. */
  gradientsOf({ ops, computed }: Path): (Tensor | undefined)[] {
    const forms = ops.flatMap(({ outputs }) => outputs);
    const known = new Map<number, Tensor>();
    return (computed ?? []).map((number) => {
      if (number === null) return undefined;
      const tensor = known.get(number)?.clone() ?? this.emptyOf(number, forms[number] as ExpectedOp["outputs"][number]);
      known.set(number, tensor);
      return tensor;
    });
  }

  /** Whether these are the gradients that are applied on a path. */
  areApplied(candidate: Candidate, gradients: readonly NamedGradient[]): boolean {
    const { applied } = candidate.path;
    const fits = ({ name, expected }: (typeof applied)[number], i: number) => {
      const { name: given, tensor } = gradients[i] as NamedGradient;
      return name === given && (expected && tensor ? this.fits(expected, tensor, candidate) : !expected && !tensor);
    };
    return applied.length === gradients.length && applied.every(fits);
  }

  /** Whether it is what is expected on a path; then the path's inputs are bound to it. */
  fits(expected: Expected, { dataId }: TensorInfo, { bound, made }: Candidate): boolean {
    const { tensorMap } = this.#place.backend;
    if (!dataId || !tensorMap.has(dataId)) return false;
    const origin = this.#origins.get(dataId);
    if (expected.from === "op") return origin === expected.number;
    if (expected.from === "variable") return origin === undefined && this.#variables.get(dataId) === expected.variable;
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
    if (!this.natives.has(dataId)) this.natives.set(dataId, this.#nativeOf(dataId, origin === MADE));
    return true;
  }

  /** To be called before a tensor is disposed of: it may still be to be fed to the graph. */
  outlive(dataId: DataId, force = false): void {
    const { tensorMap } = this.#place.backend;
    if (!this.natives.has(dataId) || !tensorMap.has(dataId)) return;
    const stored = tensorMap.get(dataId);
    if (stored.id < 0 || (!force && stored.refCount > 1)) return;
    this.#owned.push(stored.id);
    stored.id = EMPTY;
  }

  /** Lets go of native tensors. */
  dispose(): void {
    for (const id of this.#owned.splice(0)) this.#place.backend.binding.deleteTensor(id);
  }

  #nativeOf(dataId: DataId, made: boolean): number {
    const { backend } = this.#place;
    const { shape, dtype, values } = backend.tensorMap.get(dataId);
    if (!made) return this.#idsOf([{ dataId } as TensorInfo])[0] as number;
    const id = backend.binding.createTensor(shape, dtype, values as unknown as ArrayBufferView);
    this.#owned.push(id);
    return id;
  }
}

/** In place of the number of an output. */
const MADE = -1;
