import { readdirSync, readFileSync } from "node:fs";
import { until } from "./wait.ts";

/** Process ids of the living children of a process, by /proc: workers, and whatever git is doing for it right now. */
export const childrenOf = (pid: number): number[] => livingWith("ppid", pid);

/** Process ids of the living members of a process group: a process that was forked `detached`, and whatever it has started. */
export const groupOf = (id: number): number[] => livingWith("pgrp", id);

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

function livingWith(field: "ppid" | "pgrp", value: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const text = read(`/proc/${pid}/stat`);
      const [state, ppid, pgrp] = text.slice(text.lastIndexOf(")") + 2).split(" ");
      return Number({ ppid, pgrp }[field]) === value && state !== "Z" && state !== "X";
    });
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
