import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Alert, ImageProfile } from "../../protocol/profile.ts";
import { plural } from "../../shared/format.ts";
import type { ImageRows } from "../data/profile/images.ts";
import { thumbnail } from "./thumbnail.ts";

/** A folder's images class by class, a few of each in small. */
export async function imageProfile(folder: string, found: ImageRows, signal: AbortSignal): Promise<ImageProfile> {
  const classes: ImageProfile["classes"] = [];
  for (const { label, rows, paths } of found.classes) {
    const samples: ImageProfile["classes"][number]["samples"] = [];
    for (const path of paths) {
      await turn(); // decoding does not yield
      const source = signal.aborted ? null : await thumbnail(join(folder, path));
      if (source !== null) samples.push({ path, source });
    }
    classes.push({ label, rows, samples });
  }
  const { labels, sizes, differentSizes } = found;
  return { classes, labels, sizes, differentSizes };
}

/** Alike in these, images differ all the same: a picture that is there twice is told by its bytes, and one size is as it should be. */
const SAYS_NOTHING: readonly Alert["kind"][] = ["NEAR_DUPLICATES", "CONSTANT"];

/** Every path and every hash is another one, as it should be; a picture that is there twice is what to know. */
export function imageAlerts(alerts: readonly Alert[], { copies, contradictions, example }: ImageRows): Alert[] {
  const own = new Set(["path", "sha256"]);
  const found: Alert[] = [];
  if (copies > 0)
    found.push({
      kind: "DUPLICATES",
      columns: [],
      message: `${plural(copies, "image")} ${copies === 1 ? "is a copy" : "are copies"} of another one.`,
      severity: "warning",
    });
  if (contradictions > 0 && example)
    found.push({
      kind: "CONTRADICTION",
      columns: ["label"],
      message: `${plural(contradictions, "image")} ${contradictions === 1 ? "lies" : "lie"} in more than one class, such as ${example[0]} and ${example[1]}.`,
      severity: "warning",
    });
  const telling = alerts.filter(
    ({ kind, columns }) => !SAYS_NOTHING.includes(kind) && !(columns.length > 0 && columns.every((name) => own.has(name))),
  );
  return [...found, ...telling];
}
