import { workerData } from "node:worker_threads";
import { awaitOther, CONTROL, type ThreadData } from "./crew.ts";
import { TASK_NAMES, TASKS, type TaskName } from "./tasks.ts";
import { viewOf } from "./workspace.ts";

/** A helper of a training: waits for a task, does its share, says so, waits again, until it is ended. */
const { memory, control: shared, sizes, share } = workerData as ThreadData;
const space = viewOf(memory, sizes);
const control = new Int32Array(shared);
for (let seen = 0; ; ) {
  const sequence = awaitOther(control, CONTROL.sequence, seen);
  if (sequence === seen) {
    Atomics.wait(control, CONTROL.sequence, seen);
    continue;
  }
  seen = sequence;
  const task = TASKS[TASK_NAMES[control[CONTROL.task] as number] as TaskName];
  task(space, share, [...control.subarray(CONTROL.args)]);
  Atomics.add(control, CONTROL.done, 1);
  Atomics.notify(control, CONTROL.done);
}
