import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { isOpen, isPaces, type Paces } from "./pace.ts";

/** What was measured before. */
export interface PaceCache {
  read(key: string): Promise<Paces>;
  /** That it cannot be written costs the next run some seconds, and no error. */
  write(key: string, paces: Paces): Promise<void>;
}

/** Files of a few hundred bytes; the oldest go. */
const MOST_FILES = 500;

export const paceDirectory = (): string => join(cacheDirectory(), "paces");

/** Of how many networks there are figures, and of how many such as were measured on a busy machine and are measured again. */
export async function countPaces(directory: string): Promise<{ networks: number; disturbed: number }> {
  const names = await readdir(directory).catch(() => []);
  const keys = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
  const { read } = paceCache(directory);
  const open = await Promise.all(keys.map(async (key) => Object.values(await read(key)).some(isOpen)));
  return { networks: keys.length, disturbed: open.filter(Boolean).length };
}

/** One small file for each network and machine, replaced whole. What cannot be read counts as not there. */
export function paceCache(directory = paceDirectory(), most = MOST_FILES): PaceCache {
  const fileOf = (key: string) => join(directory, `${key}.json`);
  return {
    async read(key) {
      try {
        const found: unknown = JSON.parse(await readFile(fileOf(key), "utf8"));
        return isPaces(found) ? found : {};
      } catch {
        return {};
      }
    },
    async write(key, paces) {
      const fresh = join(directory, `${key}.${randomUUID()}.tmp`);
      try {
        await mkdir(directory, { recursive: true });
        await writeFile(fresh, `${JSON.stringify(paces)}\n`);
        await rename(fresh, fileOf(key));
        await prune(directory, most);
      } catch {
        await rm(fresh, { force: true }).catch(() => undefined);
      }
    },
  };
}

async function prune(directory: string, most: number): Promise<void> {
  const names = await readdir(directory);
  if (names.length <= most) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(directory, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  aged.sort((a, b) => b.at - a.at);
  await Promise.all(aged.slice(most).map(({ name }) => rm(join(directory, name), { force: true })));
}

/** Where this user's programs keep what can be made again. */
export function cacheDirectory({ platform, env } = { platform: process.platform, env: process.env }): string {
  if (platform === "win32") return join(env.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "trainyard", "Cache");
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, "trainyard");
  return platform === "darwin" ? join(homedir(), "Library", "Caches", "trainyard") : join(homedir(), ".cache", "trainyard");
}
