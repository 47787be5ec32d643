import type { BackendState } from "./backend.ts";

export interface EngineInfo {
  version: string;
  pid: number;
  node: string;
  /** What `auto` would pick here, and why; null until asked for once. */
  backend: BackendState | null;
}

export interface LogEntry {
  level: "debug" | "info" | "warn" | "error";
  /** Which process speaks: `engine`, `worker calm-heron`, `git`. */
  source: string;
  message: string;
}

/** What the folder offers us as a database. */
export interface StoreState {
  /** `none`: no repository; `bare`: no working tree to run in; `ready`: runs can be kept. */
  state: "none" | "bare" | "read-only" | "ready";
  /** Top of the working tree, where there is one. */
  root: string | null;
  /** Commit that HEAD is at; null on an unborn branch. */
  head: string | null;
  /** Branch name; null when detached. */
  branch: string | null;
}
