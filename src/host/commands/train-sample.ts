import * as vscode from "vscode";
import type { RunStarted } from "../../protocol/run.ts";
import { SAMPLE, shareOf } from "../../protocol/sample.ts";
import { askForTrainable } from "../ask/trainable.ts";
import type { Ctx } from "../ctx.ts";
import { startRun } from "./train.ts";

const USUAL = "5%";

/** Trains an experiment on a part of each split; `arg` may also hold the `sample`. */
export async function trainSample(ctx: Ctx, arg?: unknown): Promise<RunStarted | undefined> {
  const chosen = await askForTrainable(arg);
  const sample = chosen && (sampleOf(arg) ?? (await askForSample()));
  return sample === undefined || !chosen ? undefined : (await startRun(ctx, chosen, { sample }))?.started;
}

const askForSample = () =>
  vscode.window.showInputBox({
    title: "Train on a Sample",
    prompt: "A share of each split, or a number of rows",
    value: USUAL,
    validateInput: (text) => (Number.isNaN(shareOf(text, 1)) ? "Give a share such as 5%, or a number of rows." : undefined),
  });

function sampleOf(arg: unknown): string | undefined {
  const { sample } = typeof arg === "object" && arg !== null ? (arg as Record<string, unknown>) : {};
  return typeof sample === "string" && SAMPLE.test(sample) ? sample : undefined;
}
