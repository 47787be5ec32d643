/** What mocha inside the extension host writes for the process outside. */
export interface HostResults {
  /** True once mocha has come to its end; a file without it is from a host that died. */
  done: boolean;
  tests: HostTest[];
  /** What was measured, by name. */
  figures?: Record<string, number>;
  /** Why there are no tests: a file that could not be loaded. */
  error?: string;
}

export interface HostTest {
  suite: string;
  title: string;
  state: "passed" | "failed" | "pending";
  /** The failure, as mocha tells it. */
  message?: string;
}

/** Environment variables that carry the file's path and the profile's home into the extension host. */
export const RESULTS_VARIABLE = "TRAINYARD_HOST_RESULTS";
