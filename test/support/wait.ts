import { setTimeout as sleep } from "node:timers/promises";

/** Lets everything that waits for a turn of the event loop have several, however busy the machine is. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await sleep(5);
}

/** Waits for what has to come true; fails after `ms`. */
export async function until(what: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  for (const end = Date.now() + ms; !(await what()); await sleep(20)) {
    if (Date.now() > end) throw new Error(`did not happen within ${ms / 1000} s`);
  }
}
