import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { Session } from "../harness/session.ts";
import { demoWorkspace, git } from "../harness/workspace.ts";

/** A window on a fresh demo workspace, and what is known of it outside VS Code. */
export interface Scene {
  page: Page;
  folder: string;
  /** Ids of the runs in git. */
  runs(): string[];
  /** Changes a file on disk; an editor that shows it follows. */
  edit(file: string, change: (text: string) => string): void;
  path(file: string): string;
}

export async function openScene(session: Session, options: { repository?: boolean } = {}): Promise<Scene> {
  const folder = demoWorkspace(session.profile.path("work space \u00fc"), options);
  return sceneOf(await session.open(folder), folder);
}

export function sceneOf(page: Page, folder: string): Scene {
  const path = (file: string) => `${folder}/${file}`;
  return {
    page,
    folder,
    path,
    runs: () => git(folder, "for-each-ref", "--format=%(refname:lstrip=3)", "refs/trainyard/runs").split("\n").filter(Boolean),
    edit: (file, change) => writeFileSync(path(file), change(readFileSync(path(file), "utf8"))),
  };
}

/** An experiment that ends only when it is stopped, and learns slowly, so that there is something to see. */
export const endless = (text: string) =>
  text
    .replace(/"epochs": \d+/, '"epochs": 1000000')
    .replace(/"learningRate": [\d.]+/, '"learningRate": 0.00002')
    .replace(/"earlyStopping": \{[^}]*\}/, '"earlyStopping": false');

/** A smaller network that learns for longer. */
export const smaller = (text: string) => text.replace(/"hidden": \[[^\]]*\]/, '"hidden": [4]').replace(/"patience": \d+/, '"patience": 30');
