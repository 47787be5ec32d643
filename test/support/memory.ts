import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Has what nobody holds any more collected: without that, how much memory is taken is a matter of luck. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}

/** What this process holds in memory, garbage left out. */
export function residentMegabytes(): number {
  collectGarbage();
  return process.memoryUsage.rss() / 2 ** 20;
}
