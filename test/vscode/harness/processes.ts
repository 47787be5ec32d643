import { readdirSync, readFileSync } from "node:fs";

export interface ProcessInfo {
  pid: number;
  parent: number;
  command: string;
}

/** Every process of this machine that we may read (Linux only: `/proc`). */
function processes(): ProcessInfo[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => describe(Number(name)));
}

/** All processes below `pid` whose command line contains `text`. */
export function descendants(pid: number, text = ""): ProcessInfo[] {
  const all = processes();
  const found: ProcessInfo[] = [];
  const walk = (parent: number) => {
    for (const child of all.filter((each) => each.parent === parent)) {
      found.push(child);
      walk(child.pid);
    }
  };
  walk(pid);
  return found.filter((each) => each.command.includes(text));
}

/** Processes started in this profile (they have its home) whose command line contains `text`, whoever is their parent now. */
export const processesOfHome = (home: string, text: string): ProcessInfo[] =>
  processes().filter(({ pid, command }) => command.includes(text) && environment(pid).includes(`HOME=${home}`));

function describe(pid: number): ProcessInfo[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z") return [];
    return [{ pid, parent: Number(fields[1]), command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() }];
  } catch {
    return []; // ended while we looked
  }
}

function environment(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}
