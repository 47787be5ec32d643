import type { Backend } from "../../protocol/backend.ts";
import type { WorkerState } from "../../protocol/worker.ts";
import { throttle } from "../../shared/throttle.ts";

const EVERY_MS = 100;

export interface States {
  update(change: Partial<WorkerState>): void;
  flush(): void;
}

/** Keeps the state of a training and sends it whole, at most ten times a second; a new phase at once. */
export function statesOf(run: string, epochs: number, send: (state: WorkerState) => void): States {
  const out = throttle(send, EVERY_MS);
  let state: WorkerState = { run, phase: "starting", epoch: 0, epochs, fraction: null, last: {}, backend: null as Backend | null };
  return {
    update(change) {
      const moved = change.phase !== undefined && change.phase !== state.phase;
      state = { ...state, ...change };
      out.push(state);
      if (moved) out.flush();
    },
    flush: out.flush,
  };
}
