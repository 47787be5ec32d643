import * as vscode from "vscode";
import { askedRuns } from "../ask/runs.ts";
import type { Ctx } from "../ctx.ts";
import { nothingTrains } from "../errors.ts";
import { liveText } from "../runs/text.ts";

/** Ends runs after their current batch; what they have learnt is kept. */
export async function stop(ctx: Ctx, ...args: unknown[]): Promise<{ runs: string[] } | undefined> {
  const asked = await askedRuns(ctx, args);
  const runs = asked.length > 0 ? asked : await pickLive(ctx);
  if (!runs) return undefined;
  await Promise.all(runs.map(({ folder, run }) => ctx.client.request("run/stop", { folder, run })));
  return { runs: runs.map(({ run }) => run) };
}

async function pickLive(ctx: Ctx) {
  const live = ctx.runs.live();
  const items = live.map((snapshot) => ({
    label: snapshot.run.name,
    description: liveText(snapshot),
    folder: snapshot.folder,
    run: snapshot.run.id,
  }));
  const [only, second] = items;
  if (!only) throw nothingTrains();
  if (!second) return [only];
  return vscode.window.showQuickPick(items, { title: "Stop", placeHolder: "Runs to stop", canPickMany: true });
}
