import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { readFile, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isAlive } from "../../alive.ts";

/** Who writes a live run. */
export interface Owner {
  pid: number;
  /** When that process started, in the kernel's ticks; null where the system does not say. */
  started: string | null;
  /** Where a process id means what it means here: host, boot and process namespace. */
  machine: string;
}

export const OWNER_FILE = "owner";
/** The owner touches its file this often. */
export const HEARTBEAT_MS = 5_000;
/** On another machine a process cannot be asked for: its silence has to do. */
const SILENCE_MS = 10 * 60_000;

/** `machine` in a form that can be part of a file's name. */
export const machineKey = (): string => createHash("sha256").update(thisMachine()).digest("hex").slice(0, 8);

export const thisOwner = (): Owner => ({ pid: process.pid, started: startOf(process.pid), machine: thisMachine() });

export const beat = (directory: string): Promise<void> => {
  const now = new Date();
  return utimes(join(directory, OWNER_FILE), now, now).catch(() => undefined);
};

/**
 * The process that owns a directory still runs. Without an owner's file nobody does. Where only its heartbeat can tell,
 * a `patient` caller waits for the next one; another takes a doubtful owner for alive.
 */
export async function isOwned(directory: string, { patient = true } = {}): Promise<boolean> {
  const file = join(directory, OWNER_FILE);
  const touched = (await stat(file).catch(() => undefined))?.mtimeMs;
  if (touched === undefined) return false;
  const owner = parseOwner(await readFile(file, "utf8").catch(() => ""));
  if (!owner) return false;
  if (owner.machine !== thisMachine()) return Date.now() - touched < SILENCE_MS;
  if (!isAlive(owner.pid)) return false;
  const started = startOf(owner.pid);
  if (owner.started !== null && started !== null) return owner.started === started;
  if (Date.now() - touched < 3 * HEARTBEAT_MS || !patient) return true;
  // The number may have gone to another process; or the machine slept, and the owner has yet to wake up.
  await new Promise((resolve) => setTimeout(resolve, 2 * HEARTBEAT_MS));
  return (await stat(file).catch(() => undefined))?.mtimeMs !== touched;
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner;
    return Number.isInteger(owner.pid) && owner.pid > 0 ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold spaces and brackets. */
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function thisMachine(): string {
  const parts = [hostname()];
  try {
    parts.push(readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim(), readlinkSync("/proc/self/ns/pid"));
  } catch {
    // no Linux: the host's name has to do
  }
  return parts.join(" ");
}
