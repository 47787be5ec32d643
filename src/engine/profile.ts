import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Progress } from "../protocol/method.ts";
import type { Profile, ProfileQuery } from "../protocol/profile.ts";
import { isFolder } from "./data/ingest/images.ts";
import { withData } from "./data/open/open.ts";
import { profileDatabase } from "./data/profile/database.ts";
import { imageRows } from "./data/profile/images.ts";
import { READING } from "./data/profile/profile.ts";
import type { Engine } from "./engine.ts";
import { imageAlerts, imageProfile } from "./image/profile.ts";

/** Profiles a file, read once for all who look at it, and remembers its size and alerts for the datasets list. */
export async function profileFile(
  engine: Engine,
  folder: string,
  query: ProfileQuery,
  signal: AbortSignal,
  progress: (progress: Progress) => void = () => undefined,
): Promise<Profile> {
  const started = performance.now();
  const file = resolve(folder, query.file);
  const { target: _, thresholds: __, ...of } = query;
  const work = (found: number, message: string) => progress({ message, fraction: READING + found * (1 - READING) });
  const found = await withData(
    engine,
    folder,
    of,
    async (opened) => {
      const { ingested, notes } = opened.facts;
      const database = await opened.connect(signal);
      try {
        const profile = await engine.temp.use((directory) =>
          profileDatabase(database, { ...ingested, notes }, { ...query, file }, { directory, progress: work }),
        );
        if (!(await isFolder(file))) return profile;
        const images = await imageRows(database);
        const alerts = imageAlerts(profile.alerts, images);
        return { ...profile, nearDuplicateRows: null, alerts, images: await imageProfile(file, images, signal) };
      } finally {
        database.close();
      }
    },
    { signal, progress: (fraction, message) => progress({ message, fraction: fraction * READING }) },
  );
  const { mtimeMs } = (await stat(file).catch(() => null)) ?? {};
  const told = found.alerts.filter(({ kind }) => kind !== "REJECTED"); // which panels and the CLI tell apart, with its lines
  if (mtimeMs !== undefined)
    engine.profiled.set(file, { rows: found.rows, columns: found.columns.length, alerts: told.length, modified: mtimeMs });
  return { file, ...found, durationMs: Math.round(performance.now() - started) };
}
