import { askForRun } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { say } from "../notify.ts";

/** Makes a finished run the champion of its experiment: what `better_than: champion` compares with. */
export async function makeChampion(ctx: Ctx, ...args: unknown[]): Promise<{ run: string } | undefined> {
  const asked = await askForRun(ctx, args, "Make Champion", ({ kind, status }) => kind === "experiment" && status === "FINISHED");
  if (!asked) return undefined;
  const run = await ctx.client.request("run/champion", asked);
  say(`${run.name} is the champion of ${run.group}.`);
  return { run: run.id };
}
