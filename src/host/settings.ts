import * as vscode from "vscode";
import type { BackendChoice } from "../protocol/backend.ts";
import type { Thresholds } from "../protocol/thresholds.ts";
import type { SETTINGS } from "./ids.ts";

interface Typed {
  backend: BackendChoice;
  "runs.groupBy": "experiment" | "none";
  "profile.thresholds": Partial<Thresholds>;
}

type Key = keyof typeof SETTINGS;
type Widened<T> = T extends boolean ? boolean : T extends number ? number : string;
export type SettingOf<K extends Key> = K extends keyof Typed ? Typed[K] : Widened<(typeof SETTINGS)[K]>;

/** A setting as it stands now; the manifest holds its default. */
export const setting = <K extends Key>(key: K): SettingOf<K> => vscode.workspace.getConfiguration("trainyard").get(key) as SettingOf<K>;

/** Changes a setting where it is set already, else for the user. */
export async function changeSetting<K extends Key>(key: K, value: SettingOf<K>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("trainyard");
  const { ConfigurationTarget } = vscode;
  const inWorkspace = configuration.inspect(key)?.workspaceValue !== undefined;
  await configuration.update(key, value, inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
}

/** Calls `listener` when the setting changes. */
export const onSetting = (key: Key, listener: () => void): vscode.Disposable =>
  vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`trainyard.${key}`)) listener();
  });
