import type { DataId } from "@tensorflow/tfjs-core";
import { EMPTY } from "./catch-up.ts";
import { EarlyValues } from "./early-values.ts";
import type { Place } from "./internals.ts";
import type { Candidate, Path } from "./path.ts";
import type { StepData } from "./step-data.ts";

/** Gives values to what JavaScript reads in the middle of a step that is followed. */
export class Reading {
  /** Outputs that have been read, by their numbers: after how many operations. */
  readonly seen = new Map<number, number>();
  /** Why nothing could be read, where TensorFlow failed. */
  failure: unknown = null;
  readonly #place: Place;
  readonly #data: StepData;
  readonly #around: Around;
  /** The path in whose session values of variables are. */
  #home: Path | null = null;
  #early: { path: Path; values: EarlyValues } | null = null;

  constructor(place: Place, data: StepData, around: Around) {
    this.#place = place;
    this.#data = data;
    this.#around = around;
  }

  /** What is known of a path's graph, until this is disposed of. */
  known(path: Path): ReadonlyMap<string, number> {
    return this.#early?.path === path ? this.#early.values.known : new Map();
  }

  /** Whether what variables were as the step began is in a path's session. */
  isAt(path: Path): boolean {
    return this.#home === path;
  }

  /** The step begins, perhaps on this path. */
  begin(path: Path): void {
    if (path.reads.outputs.size > 0) this.#try(() => this.#around.moveTo(path), path);
  }

  /** In its middle it shows to be on this path. Variables have to have the values that they began with. */
  enter(path: Path): void {
    this.#try(() => {
      this.#around.comeHome();
      path.running.moveIn();
    }, path);
  }

  /** An output has been read, after so many operations. */
  note(number: number, at: number): void {
    if (!this.seen.has(number)) this.seen.set(number, at);
  }

  /** Gives what is read on a path and can be computed after so many operations its values. Whether that could be done. */
  give({ path, bound }: Candidate, at: number): boolean {
    let values: Map<number, number> | null = null;
    this.#try(() => {
      const { backend } = this.#place;
      if (this.#early?.path !== path) {
        this.dispose();
        this.#early = { path, values: new EarlyValues(backend, path.reads, path.running) };
      }
      const next = path.ops[at]?.number ?? Number.POSITIVE_INFINITY;
      const { outputs, natives } = this.#data;
      const stored = (number: number) => {
        const dataId = outputs[number];
        return dataId && backend.tensorMap.has(dataId) ? backend.tensorMap.get(dataId) : null;
      };
      const numbers = [...path.reads.outputs.keys()].filter((one) => one < next && stored(one)?.id === EMPTY);
      const inputs = bound.map((dataId?: DataId) => dataId && natives.get(dataId));
      values = this.#early.values.read(numbers, inputs);
      for (const [one, id] of values ?? []) Object.assign(stored(one) as object, { id });
    }, path);
    return values !== null;
  }

  dispose(): void {
    this.#early?.values.dispose();
    this.#early = null;
  }

  #try(work: () => void, path: Path): void {
    if (this.failure) return;
    try {
      work();
      this.#home = path;
    } catch (error) {
      this.failure = error;
    }
  }
}

interface Around {
  /** Brings the values of variables back, where they live in a session. */
  comeHome(): void;
  /** Variables live in the session of a path. */
  moveTo(path: Path): void;
}
