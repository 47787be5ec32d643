import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { JOURNAL } from "../../../protocol/journal.ts";
import type { Run } from "../../../protocol/run.ts";
import { isAlive } from "../../alive.ts";
import { decode, encodePretty } from "../run/codec.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { isOwned, machineKey, OWNER_FILE, thisOwner } from "./owner.ts";

/** What a live run's directory holds beside its journal (protocol/journal.ts) and its owner. */
const SNAPSHOT_FILE = "snapshot.json";
/** Directories being made or unmade; never listed, swept when their maker is gone. */
const TEMPORARY = ".tmp-";
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const UNOWNED_MS = 10 * 60_000;

/** A new directory under `liveDir` that no listing sees yet, owned by this process. */
export async function makeStaging(liveDir: string): Promise<string> {
  const directory = temporaryIn(liveDir);
  await mkdir(directory, { recursive: true });
  try {
    await writeFile(join(directory, OWNER_FILE), JSON.stringify(thisOwner()));
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  return directory;
}

/** Fills a staging directory and gives it its name: from then on the run is live. */
export async function publish(staging: string, liveDir: string, run: Run, snapshot: Snapshot): Promise<string> {
  await mkdir(join(staging, JOURNAL.artifacts));
  await writeDurably(join(staging, SNAPSHOT_FILE), JSON.stringify(snapshot));
  await writeRun(staging, run);
  const directory = join(liveDir, run.id);
  await rename(staging, directory);
  await syncDirectory(liveDir);
  return directory;
}

/** Makes it vanish in one step, then removes it. */
export async function discardDirectory(directory: string): Promise<void> {
  const gone = temporaryIn(dirname(directory));
  const moved = await rename(directory, gone).then(
    () => true,
    () => false, // already gone, or (on Windows) a file in it is open
  );
  await rm(moved ? gone : directory, { recursive: true, force: true, maxRetries: 3 });
}

export const writeRun = (directory: string, run: Run): Promise<void> => writeDurably(join(directory, JOURNAL.run), encodePretty(run));

/** Undefined when the directory holds no run, or not yet, or no longer. */
export const readRun = async (directory: string): Promise<Run | undefined> =>
  decode<Run>(await readFile(join(directory, JOURNAL.run), "utf8").catch(() => ""));

export async function readSnapshot(directory: string): Promise<Snapshot | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, SNAPSHOT_FILE), "utf8")) as Snapshot;
  } catch {
    return undefined;
  }
}

/** Ids of the live runs, orphaned ones included, newest first. */
export async function liveIds(liveDir: string): Promise<string[]> {
  const names = await readdir(liveDir).catch(() => []);
  return names.filter((name) => ULID.test(name)).sort((a, b) => (a < b ? 1 : -1));
}

/** Removes what processes left that were killed while they made or unmade a directory. */
export async function sweep(liveDir: string): Promise<void> {
  for (const name of await readdir(liveDir).catch(() => [])) {
    if (!name.startsWith(TEMPORARY)) continue;
    const directory = join(liveDir, name);
    const made = (await stat(directory).catch(() => undefined))?.ctimeMs ?? 0;
    const hasOwner = Boolean(await stat(join(directory, OWNER_FILE)).catch(() => undefined));
    const abandoned = hasOwner ? !(await isOwned(directory)) : makerIsGone(name) || Date.now() - made > UNOWNED_MS;
    if (abandoned) await rm(directory, { recursive: true, force: true });
  }
}

/** Its name says who makes or unmakes it: the owner's file is the last to come and may be the first to go. */
const temporaryIn = (liveDir: string): string => join(liveDir, `${TEMPORARY}${machineKey()}-${process.pid}-${randomUUID()}`);

function makerIsGone(name: string): boolean {
  const [machine, pid] = name.slice(TEMPORARY.length).split("-");
  return machine === machineKey() && !isAlive(Number(pid));
}

/** The whole text or the old one, also after a power cut. */
async function writeDurably(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, "w");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => undefined); // Windows has no such thing
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
