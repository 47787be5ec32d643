import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { distFile } from "../dist.ts";
import { treeThreadLost } from "./errors.ts";
import { TASK_NAMES, TASKS, type TaskName } from "./tasks.ts";
import { allocate, type Sizes, viewOf, type Workspace } from "./workspace.ts";

/** The threads of a training and the memory that they share. The caller is one of them. */
export interface Crew {
  space: Workspace;
  /** Does a task on all threads, and returns when all are done. `work`: how many values it touches; little is done by the caller alone. */
  all(task: TaskName, work: number, ...args: number[]): void;
  close(): Promise<void>;
}

/** Places in the control words. */
export const CONTROL = { sequence: 0, done: 1, task: 2, args: 3, words: 8 } as const;
/** A thread that is silent for so long is taken for lost. */
const PATIENCE_MS = 120_000;

/** To wake another thread takes as long as so many values. */
const WORTH_WAKING = 50_000;

/** Looks so many times, some fifty microseconds, before a thread is put to sleep: to wake it takes as long. */
const LOOKS = 20_000;

/** The control word, as soon as it is another than `known`, or after a while as it is. */
export function awaitOther(control: Int32Array, word: number, known: number): number {
  let now = Atomics.load(control, word);
  for (let looked = 0; looked < LOOKS && now === known; looked += 1) now = Atomics.load(control, word);
  return now;
}

export interface ThreadData {
  memory: WebAssembly.Memory;
  control: SharedArrayBuffer;
  sizes: Sizes;
  share: number;
}

/** Threads worth having for so much work. */
export const threadsFor = (rows: number, features: number, most = availableParallelism()): number =>
  rows * features < 200_000 ? 1 : Math.max(1, Math.min(most, features, 16));

export function startCrew(sizes: Sizes): Crew {
  const memory = allocate(sizes);
  const space = viewOf(memory, sizes);
  const shared = new SharedArrayBuffer(CONTROL.words * 4);
  const control = new Int32Array(shared);
  const threads = Array.from({ length: sizes.shares - 1 }, (_, i) => {
    const data: ThreadData = { memory, control: shared, sizes, share: i + 1 };
    const thread = new Worker(distFile("tree-thread.cjs"), { workerData: data });
    thread.unref();
    return thread;
  });
  return {
    space,
    all(task, work, ...args) {
      if (threads.length === 0 || work < WORTH_WAKING) {
        for (let share = 0; share < sizes.shares; share += 1) TASKS[task](space, share, args);
        return;
      }
      control[CONTROL.task] = TASK_NAMES.indexOf(task);
      control.set(args, CONTROL.args);
      Atomics.store(control, CONTROL.done, 0);
      Atomics.add(control, CONTROL.sequence, 1);
      Atomics.notify(control, CONTROL.sequence);
      TASKS[task](space, 0, args);
      for (let done = awaitOther(control, CONTROL.done, 0); done < threads.length; done = awaitOther(control, CONTROL.done, done))
        if (Atomics.wait(control, CONTROL.done, done, PATIENCE_MS) === "timed-out") throw treeThreadLost();
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
