/** What a snapshot of the working tree takes, so that it never takes for ever. */
export interface SnapshotLimits {
  /** From this size on a file becomes a git-lfs pointer. */
  largeFileBytes: number;
  untrackedFiles: number;
  untrackedBytes: number;
  untrackedMs: number;
}

export const SNAPSHOT_LIMITS: SnapshotLimits = {
  largeFileBytes: 1024 * 1024,
  untrackedFiles: 20_000,
  untrackedBytes: 2 * 1024 ** 3,
  untrackedMs: 10_000,
};
