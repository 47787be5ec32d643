/** Numbers that a checkpoint may hold. */
export type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

/** All that a training needs to go on as if it had never been broken off. */
export interface Checkpoint {
  /** Epochs (rounds, trees) that are finished: so much of the curve belongs to it. */
  epoch: number;
  /** Plain JSON. */
  state: unknown;
  arrays: Record<string, Numbers>;
}

/** Where a training saves its state, and what an earlier one had saved. */
export interface Checkpoints {
  /** Null: begin anew. */
  readonly resumed: Checkpoint | null;
  /** Time has come for the next one; within an epoch it comes less often. */
  due(where: "within epoch" | "epoch"): boolean;
  /** Puts it in place of the one before: killed at any moment, the old or the new one stands, whole. */
  save(checkpoint: Checkpoint): Promise<void>;
}

/** For trainings that nobody will resume. */
export const noCheckpoints: Checkpoints = { resumed: null, due: () => false, save: async () => undefined };
