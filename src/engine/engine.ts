import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { BackendState } from "../protocol/backend.ts";
import type { Contract } from "../protocol/contract.ts";
import type { LogEntry } from "../protocol/engine.ts";
import type { Notify } from "../protocol/rpc.ts";
import type { OpenedData } from "./data/open/opened.ts";
import { SharedThings } from "./data/open/shared.ts";
import { LiveRuns } from "./run/live.ts";
import { Stores } from "./run/stores.ts";
import { TempDirectories } from "./temp.ts";

/** What every handler works with; each piece of state has one owner here. */
export interface Engine {
  notify: Notify<Contract>;
  log(level: LogEntry["level"], source: string, message: string): void;
  stores: Stores;
  live: LiveRuns;
  temp: TempDirectories;
  /** Data that were read, for whoever looks at them next. */
  data: SharedThings<OpenedData>;
  /** Where the bundles lie: the worker's, the report's assets. */
  dist: string;
  backend: BackendState | null;
  /** Row and column counts of files profiled in this session, by absolute path. */
  profiled: Map<string, { rows: number; columns: number; alerts: number; modified: number }>;
}

/** What stays on disk of data that nobody looks at any more. */
const KEPT_DATA = { most: 6, bytes: 8 * 1024 ** 3 };

export function createEngine(notify: Notify<Contract>): Engine {
  const log: Engine["log"] = (level, source, message) => notify("engine/log", { level, source, message });
  return {
    notify,
    log,
    stores: new Stores(log, (folder) => notify("runs/changed", { folder })),
    live: new LiveRuns((snapshot) => notify("run/changed", snapshot)),
    temp: new TempDirectories(),
    data: new SharedThings(KEPT_DATA),
    dist: dirname(fileURLToPath(import.meta.url)),
    backend: null,
    profiled: new Map(),
  };
}
