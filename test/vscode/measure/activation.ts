import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { type HostResults, RESULTS_VARIABLE } from "../harness/host-results.ts";

/** Ours, then one that comes with VS Code. */
const EXTENSIONS = ["trainyard.trainyard", "vscode.json-language-features"];

/** VS Code calls this in its extension host: milliseconds to load and activate each extension, from nothing. */
export async function run(): Promise<void> {
  const figures: Record<string, number> = {};
  for (const id of EXTENSIONS) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension || extension.isActive) throw new Error(`${id} is ${extension ? "active already" : "not there"}.`);
    const start = performance.now();
    await extension.activate();
    figures[id] = performance.now() - start;
  }
  writeFileSync(process.env[RESULTS_VARIABLE] as string, JSON.stringify({ done: true, tests: [], figures } satisfies HostResults));
}
