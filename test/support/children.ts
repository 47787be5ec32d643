import { readdirSync, readFileSync } from "node:fs";
import { until } from "./wait.ts";

/** Process ids of the living children of a process, by /proc: workers, and whatever git is doing for it right now. */
export function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => isLivingChild(each, pid));
}

/** Those of its children that run the bundle `name`: `worker`, `engine`. */
export const childrenNamed = (pid: number, name: string): number[] =>
  childrenOf(pid).filter((child) => commandOf(child).includes(`${name}.cjs`));

/** The first child of a process that runs the bundle `name`, as soon as it is there. */
export async function childNamed(pid: number, name: string): Promise<number> {
  let found: number | undefined;
  await until(() => {
    [found] = childrenNamed(pid, name);
    return found !== undefined;
  });
  return found as number;
}

function isLivingChild(pid: number, parent: number): boolean {
  const text = read(`/proc/${pid}/stat`);
  const [state, ppid] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return Number(ppid) === parent && state !== "Z" && state !== "X";
}

const commandOf = (pid: number): string => read(`/proc/${pid}/cmdline`);

/** Empty when the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
