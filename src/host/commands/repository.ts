import * as vscode from "vscode";
import type { StoreState } from "../../protocol/engine.ts";
import { folderArgOf } from "../ask/args.ts";
import type { Ctx } from "../ctx.ts";
import { unusableRepository } from "../errors.ts";
import { pickFolder } from "../folders.ts";

/** Makes the folder a git repository. */
export async function initRepository(ctx: Ctx, arg?: unknown): Promise<StoreState | undefined> {
  const folder = folderArgOf(arg) ?? (await pickFolder());
  if (folder === undefined) return undefined;
  const state = await ctx.client.request("store/init", { folder });
  await ctx.runs.reload(folder);
  return state;
}

/** True once runs can be kept; where there is no repository, asks whether to make one. */
export async function ensureRepository(ctx: Ctx, folder: string): Promise<boolean> {
  const { state } = await ctx.client.request("store/state", { folder });
  if (state === "ready") return true;
  if (state !== "none") throw unusableRepository(state);
  const yes = "Initialize Repository";
  const detail =
    "Each run is kept as a git commit beside your branches. Initializing adds a .git directory here and changes no file of yours.";
  const chosen = await vscode.window.showInformationMessage(
    "Runs are kept in git, and this folder is not in a repository.",
    { modal: true, detail },
    yes,
  );
  return chosen === yes && (await initRepository(ctx, { folder })) !== undefined;
}
