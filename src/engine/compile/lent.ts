import type { DataId, TensorInfo, Variable } from "@tensorflow/tfjs-core";
import { identityOf, idOf, type NodeBackend, type TensorMetadata } from "./binding.ts";
import { formOf } from "./form.ts";
import { endPending } from "./pending.ts";

/** Where tfjs-node keeps what it knows of a tensor's values. */
interface TensorData {
  id: number;
  refCount: number;
}

interface LendingBackend extends NodeBackend {
  tensorMap: { get(id: DataId): TensorData; has(id: DataId): boolean };
  read(id: DataId): Promise<unknown>;
  readSync(id: DataId): unknown;
  incRef(id: DataId): unknown;
}

/**
 * Variables whose values are in a session meanwhile. Whoever reads one, by an operation, a clone or into JavaScript, has
 * them brought back first, without knowing: so weights are never stale, and are copied only when they are asked for.
 */
export class LentVariables {
  readonly #backend: LendingBackend;
  readonly #bringBack: () => void;
  /** By the data that they had, with the native tensors that held their values when they were last here. */
  #lent = new Map<DataId, { variable: Variable; id: number }>();
  #outdated = false;

  /** `bringBack` is called before anyone sees outdated values; it calls `take` for each. */
  constructor(backend: NodeBackend, bringBack: () => void) {
    this.#backend = backend as LendingBackend;
    this.#bringBack = bringBack;
  }

  /** From now on these live elsewhere. Each gets values of its own that nobody else shares, to be written over later. */
  lend(variables: Iterable<Variable>): void {
    this.giveBack();
    for (const variable of variables) {
      this.#makePrivate(variable);
      this.#lent.set(variable.dataId, { variable, id: idOf(this.#backend, variable) });
    }
    watch(this.#backend, this);
  }

  /** Whether they still are what was lent: none was assigned anew, disposed of, is shared with a clone, or was changed in another session. */
  get intact(): boolean {
    const { tensorMap } = this.#backend;
    const others = [...(lenders.get(this.#backend) ?? [])].filter((one) => one !== this);
    for (const [dataId, { variable, id }] of this.#lent) {
      const data = variable.dataId === dataId && tensorMap.has(dataId) ? tensorMap.get(dataId) : null;
      if (data?.refCount !== 1 || data.id !== id || others.some((one) => one.hides(dataId))) return false;
    }
    return true;
  }

  /** The session has changed them. */
  outdate(): void {
    this.#outdated = true;
  }

  /** New values of a lent variable, in a native tensor that becomes its own. */
  take(variable: Variable | undefined, { id }: TensorMetadata): void {
    const { binding, tensorMap } = this.#backend;
    const dataId = variable?.dataId;
    if (!dataId || !this.#lent.has(dataId) || !tensorMap.has(dataId)) {
      binding.deleteTensor(id);
      return;
    }
    const data = tensorMap.get(dataId);
    binding.deleteTensor(data.id);
    data.id = id;
    this.#lent.set(dataId, { variable, id });
  }

  /** Brings the values back, if they have changed. */
  refresh(): void {
    if (!this.#outdated) return;
    this.#outdated = false;
    this.#bringBack();
  }

  /** Ends the lending. */
  giveBack(): void {
    endPending(this.#backend);
    this.refresh();
    this.#lent = new Map();
    unwatch(this.#backend, this);
  }

  #makePrivate(variable: Variable): void {
    const backend = this.#backend;
    const [id] = backend.getInputTensorIds([variable]) as [number];
    if (backend.tensorMap.get(variable.dataId).refCount === 1) return;
    const copy = backend.createOutputTensor(identityOf(backend.binding, id, formOf(variable).dtype));
    variable.assign(copy);
    copy.dispose();
  }

  /** Whether reading this would give outdated values. */
  hides(id: DataId): boolean {
    return this.#outdated && this.#lent.has(id);
  }
}

/** All that lend variables of a backend. */
const lenders = new WeakMap<NodeBackend, Set<LentVariables>>();

function watch(backend: LendingBackend, lender: LentVariables): void {
  const all = lenders.get(backend) ?? new Set();
  lenders.set(backend, all.add(lender));
  if (all.size > 1) return;
  const own = Object.getPrototypeOf(backend) as LendingBackend;
  const look = (id: DataId) => {
    for (const one of all) if (one.hides(id)) one.refresh();
  };
  // Own properties stand before those of the prototype.
  backend.getInputTensorIds = (tensors: readonly TensorInfo[]) => {
    for (const { dataId } of tensors) look(dataId);
    return own.getInputTensorIds.call(backend, tensors);
  };
  for (const method of READING) {
    backend[method] = (id: DataId) => {
      look(id);
      return own[method].call(backend, id) as never;
    };
  }
}

function unwatch(backend: LendingBackend, lender: LentVariables): void {
  const all = lenders.get(backend);
  all?.delete(lender);
  if (all?.size === 0) for (const method of ["getInputTensorIds", ...READING] as const) delete (backend as Partial<LendingBackend>)[method];
}

const READING = ["read", "readSync", "incRef"] as const;
