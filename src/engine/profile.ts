import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Progress } from "../protocol/method.ts";
import type { Profile, ProfileQuery } from "../protocol/profile.ts";
import { profile } from "./data/profile/profile.ts";
import type { Engine } from "./engine.ts";

/** Profiles a file and remembers its size and alerts for the datasets list. */
export async function profileFile(
  engine: Engine,
  folder: string,
  query: ProfileQuery,
  signal: AbortSignal,
  progress: (progress: Progress) => void = () => undefined,
): Promise<Profile> {
  return engine.temp.use(async (tempDirectory) => {
    const result = await profile(query, {
      folder,
      signal,
      progress: (fraction, message) => progress({ message, fraction }),
      tempDirectory,
    });
    const file = resolve(folder, query.file);
    const found = await stat(file).catch(() => null);
    if (found)
      engine.profiled.set(file, {
        rows: result.rows,
        columns: result.columns.length,
        alerts: result.alerts.length,
        modified: found.mtimeMs,
      });
    return result;
  });
}
