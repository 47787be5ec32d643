import { isAbsolute, relative, sep } from "node:path";
import { ulid } from "ulid";
import type { StoreState } from "../../protocol/engine.ts";
import type { Run, TrainQuery } from "../../protocol/run.ts";
import { nameOf } from "../../shared/names.ts";
import { VERSION } from "../../shared/version.ts";

/** A path as a run keeps it: relative to the repository, with forward slashes, where inside it. */
export function storedPath(root: string, file: string): string {
  const path = relative(root, file);
  return path.startsWith("..") || isAbsolute(path) ? file : path.split(sep).join("/");
}

export function newRun(query: TrainQuery, kind: Run["kind"], file: string, state: StoreState): Run {
  const id = ulid();
  const path = storedPath(state.root ?? "", file);
  const options = [
    ...(query.backend && query.backend !== "auto" ? ["--backend", query.backend] : []),
    ...(query.threads === undefined ? [] : ["--threads", String(query.threads)]),
    ...(query.seed === undefined ? [] : ["--seed", String(query.seed)]),
    ...(query.compile === undefined ? [] : ["--compile", query.compile]),
    ...(query.folds === undefined ? [] : ["--folds", String(query.folds)]),
    ...(query.sample === undefined ? [] : ["--sample", query.sample]),
  ];
  return {
    version: 1,
    id,
    name: query.name ?? nameOf(id),
    kind,
    group: path,
    status: "RUNNING",
    startTime: Date.now(),
    endTime: null,
    params: {},
    metrics: {},
    scores: {},
    headline: null,
    backend: null,
    data: null,
    code: { file: path, head: state.head, branch: state.branch, dirty: false },
    error: null,
    commit: null,
    seed: query.seed ?? null,
    command: ["trainyard", "train", path, ...options],
    versions: { trainyard: VERSION, node: process.versions.node, platform: `${process.platform}-${process.arch}` },
    artifacts: [],
    notes: [],
  };
}
