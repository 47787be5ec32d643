import * as vscode from "vscode";
import { factsOf, type Place } from "../shared/errors.ts";
import type { Ctx } from "./ctx.ts";
import { OPEN_PLACE, type RemedyButton, remediesOf } from "./remedies.ts";

/** Shows an error with its remedies as buttons, and logs it. A cancelled piece of work is not an error. Does not wait for an answer. */
export function showError(ctx: Ctx, error: unknown): void {
  const facts = factsOf(error);
  if (facts.code === "cancelled") return;
  ctx.log(error);
  void offer(vscode.window.showErrorMessage, `${facts.message} ${facts.remedy}`, remediesOf(facts));
}

/** Says something that was asked for in the background, with what can be done next. Does not wait for an answer. */
export function say(message: string, buttons: RemedyButton[] = []): void {
  void offer(vscode.window.showInformationMessage, message, buttons);
}

type Show = (message: string, ...buttons: string[]) => Thenable<string | undefined>;

async function offer(show: Show, message: string, buttons: RemedyButton[]): Promise<void> {
  const chosen = await show(message, ...buttons.map(({ title }) => title));
  const button = buttons.find(({ title }) => title === chosen);
  if (!button) return;
  if (button.command === OPEN_PLACE) await openPlace(button.args?.[0] as Place);
  else await vscode.commands.executeCommand(button.command, ...(button.args ?? []));
}

/** Opens a file at the line and column that an error names. */
async function openPlace({ file, line = 1, column = 1 }: Place): Promise<void> {
  if (!file) return;
  const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
}
