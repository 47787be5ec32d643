import { basename } from "node:path";
import { fileArgOf } from "../ask/args.ts";
import { askForTrainable } from "../ask/trainable.ts";
import type { Ctx } from "../ctx.ts";
import { notTrainable } from "../errors.ts";
import { openExperiment } from "../experiment/open.ts";
import { kindOf } from "../files.ts";

/** Opens an experiment as a form: the one given, in front, or picked. */
export async function openForm(_ctx: Ctx, arg?: unknown): Promise<{ file: string } | undefined> {
  const file = fileArgOf(arg)?.file ?? (await askForTrainable(undefined))?.file;
  if (file === undefined) return undefined;
  if (kindOf(file) !== "experiment") throw notTrainable(basename(file));
  await openExperiment(file, "data");
  return { file };
}
