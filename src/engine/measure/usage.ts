import { availableParallelism, cpus } from "node:os";

/** What has been computed so far, in milliseconds of one core. */
export interface Usage {
  /** Milliseconds on a clock. */
  at: number;
  /** By this process. */
  own: number;
  /** By all that run on the machine; null: it cannot be told, or is told of more cores than may be used. */
  all: number | null;
}

/** Of all cores: what others may take before figures suffer. */
const MOST_OF_OTHERS = 0.15;
/** Of the time: a training computes all along, so that one that got less had to wait. */
const LEAST_OWN = 0.8;

export function usageNow(): Usage {
  const { user, system } = process.cpuUsage();
  const cores = cpus();
  const all = cores.reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { at: performance.now(), own: (user + system) / 1000, all: all > 0 && cores.length === availableParallelism() ? all : null };
}

/** Whether other programs took so much of the machine meanwhile that figures of this process's speed are not to be relied on. */
export function isDisturbed(from: Usage, to: Usage, cores = availableParallelism()): boolean {
  const [wall, own] = [to.at - from.at, to.own - from.own];
  if (wall <= 0) return false;
  if (own < LEAST_OWN * wall) return true;
  return from.all !== null && to.all !== null && to.all - from.all - own > MOST_OF_OTHERS * cores * wall;
}
