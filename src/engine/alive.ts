import { readFileSync } from "node:fs";

/** A process with this number exists and has not ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false; // none, or no number at all
  }
  return !hasEnded(pid);
}

/** Killed, and its parent has not asked for it yet: it still has its number. */
function hasEnded(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return /^[ZX]/.test(text.slice(text.lastIndexOf(")") + 2));
  } catch {
    return false; // no Linux
  }
}
