import type { Run, RunSnapshot, RunSummary } from "../../protocol/run.ts";
import { throttle } from "../../shared/throttle.ts";
import { summaryOf } from "../store/run/summary.ts";
import { paceOf } from "./pace.ts";

const SNAPSHOT_EVERY_MS = 100;

/** A run in progress in this engine, and how to end it. */
export interface Live {
  folder: string;
  /** As it was asked for; what became of it is in the snapshot. */
  run: Run;
  readonly snapshot: RunSnapshot;
  signal: AbortSignal;
  stop(): void;
  /** Changes the snapshot; listeners hear of it at most ten times a second. */
  update(change: Partial<Omit<RunSnapshot, "run" | "folder" | "remaining">> & { run?: Partial<RunSummary> }): void;
  /** The kept run. Rejects when it could not even begin, or could not be kept. */
  done: Promise<Run>;
}

/** The runs this engine is executing. An ended one stays for those who ask late. */
export class LiveRuns {
  #runs = new Map<string, Live>();
  #send: (snapshot: RunSnapshot) => void;

  constructor(send: (snapshot: RunSnapshot) => void) {
    this.#send = send;
  }

  get(id: string): Live | undefined {
    return this.#runs.get(id);
  }

  /** Those of a folder that have not ended. */
  running(folder: string): Live[] {
    return [...this.#runs.values()].filter((live) => live.folder === folder && live.snapshot.run.status === "RUNNING");
  }

  start(folder: string, run: Run, execute: (live: Live) => Promise<Run>): Live {
    const controller = new AbortController();
    const updates = throttle<RunSnapshot>(this.#send, SNAPSHOT_EVERY_MS);
    const pace = paceOf();
    let snapshot: RunSnapshot = {
      folder,
      run: summaryOf(run),
      phase: "starting",
      unit: "epoch",
      epoch: 0,
      epochs: null,
      fraction: null,
      remaining: null,
    };
    const live: Live = {
      folder,
      run,
      get snapshot() {
        return snapshot;
      },
      signal: controller.signal,
      stop: () => controller.abort(),
      update(change) {
        const { fraction = snapshot.fraction } = change;
        snapshot = { ...snapshot, ...change, remaining: pace(fraction, performance.now()), run: { ...snapshot.run, ...change.run } };
        updates.push(snapshot);
        if (snapshot.run.status !== "RUNNING") updates.flush();
      },
      done: Promise.resolve(null as never),
    };
    this.#runs.set(run.id, live);
    live.done = execute(live);
    live.done.catch(() => undefined);
    updates.push(snapshot);
    return live;
  }

  /** Stops all, and waits until each has been kept. */
  async stopAll(): Promise<void> {
    const running = [...this.#runs.values()];
    for (const live of running) live.stop();
    await Promise.allSettled(running.map(({ done }) => done));
  }
}
