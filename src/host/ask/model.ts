import { basename } from "node:path";
import type { Proposal } from "../../protocol/proposal.ts";
import { readingOf } from "../../protocol/reading.ts";
import type { Ctx } from "../ctx.ts";
import { noTarget } from "../errors.ts";
import { setting } from "../settings.ts";
import { type ChosenFile, pickData } from "./data.ts";
import { aimItems, algorithmItems } from "./model-items.ts";
import { askStep, BACK } from "./step.ts";
import { working } from "./working.ts";

/** What is to be trained. */
export interface ModelChoice {
  data: ChosenFile;
  target: string | null;
  algorithm: string;
  task?: Proposal["task"];
}

/** What is known already of the answers. */
export interface ModelGiven {
  data?: ChosenFile;
  algorithm?: string | undefined;
}

/** Asks for data, for what to predict, and how: three questions, each with a way back. Writes nothing. */
export async function askForModel(ctx: Ctx, title: string, given: ModelGiven): Promise<ModelChoice | undefined> {
  for (;;) {
    const data = given.data ?? (await pickData(ctx, title, { step: 1, of: 3 }));
    if (!data) return undefined;
    const learnt = await askWhatToLearn(ctx, title, data, given);
    if (learnt !== BACK) return learnt && { data, ...learnt };
  }
}

async function askWhatToLearn(
  ctx: Ctx,
  title: string,
  data: ChosenFile,
  given: ModelGiven,
): Promise<Omit<ModelChoice, "data"> | typeof BACK | undefined> {
  for (;;) {
    const target = data.target ?? (await askForTarget(ctx, title, data, given.data === undefined));
    if (target === undefined || target === BACK) return target;
    if (given.algorithm !== undefined) return { target, algorithm: given.algorithm };
    const proposal = await askForAlgorithm(ctx, title, data, target, data.target === undefined);
    if (proposal === undefined) return undefined;
    if (proposal !== BACK) return { target, algorithm: proposal.algorithm, task: proposal.task };
  }
}

async function askForTarget(ctx: Ctx, title: string, data: ChosenFile, back: boolean): Promise<string | null | typeof BACK | undefined> {
  const { folder, file } = data;
  const sample = setting("profile.sampleRows");
  const query = { folder, file, ...(sample > 0 ? { sample } : {}), ...readingOf(data) };
  const profile = await working(`Looking at ${basename(file)}`, (options) => ctx.client.request("dataset/profile", query, options));
  ctx.onDatasets.fire();
  const without = (await proposed(ctx, data, null)).length > 0;
  const items = aimItems(profile, without);
  if (items.length === 0) throw noTarget(basename(file));
  const placeholder = `What is to be predicted? ${basename(file)} has ${profile.rows.toLocaleString("en-US")} rows`;
  const aim = await askStep({ title, placeholder, step: 2, of: 3, items, back });
  return aim === undefined || aim === BACK ? aim : aim.target;
}

async function askForAlgorithm(
  ctx: Ctx,
  title: string,
  data: ChosenFile,
  target: string | null,
  back: boolean,
): Promise<Proposal | typeof BACK | undefined> {
  const proposals = await proposed(ctx, data, target);
  const placeholder = target === null ? "What to look for, and how?" : `How is ${target} to be predicted?`;
  return askStep({ title, placeholder, step: 3, of: 3, items: algorithmItems(proposals), back });
}

async function proposed(ctx: Ctx, data: ChosenFile, target: string | null): Promise<Proposal[]> {
  const { folder, file } = data;
  const query = { folder, file, ...readingOf(data), ...(target !== null && { target }) };
  const { proposals } = await working(`Looking what suits ${basename(file)}`, (options) =>
    ctx.client.request("experiment/propose", query, options),
  );
  return proposals;
}
