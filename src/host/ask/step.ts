import * as vscode from "vscode";

/** The user wants the question before this one again. */
export const BACK = Symbol("back");

export interface Question<T> {
  title: string;
  placeholder: string;
  /** Which question this is of how many, from 1. */
  step: number;
  of: number;
  items: readonly (vscode.QuickPickItem & { value?: T })[];
  /** There is a question before this one. */
  back: boolean;
}

/** Asks one question of several; undefined when the user leaves. */
export function askStep<T>({ title, placeholder, step, of, items, back }: Question<T>): Promise<T | typeof BACK | undefined> {
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { value?: T }>();
  Object.assign(pick, { title, placeholder, step, totalSteps: of, items: [...items], matchOnDescription: true, ignoreFocusOut: true });
  if (back) pick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<T | typeof BACK | undefined>((resolve) => {
    pick.onDidTriggerButton(() => resolve(BACK));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen && chosen.value !== undefined) resolve(chosen.value);
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose());
}
