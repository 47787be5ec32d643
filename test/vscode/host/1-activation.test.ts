import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { command, engines, extension, folder } from "./support.ts";

const manifest = () => JSON.parse(readFileSync(join(extension().extensionPath, "package.json"), "utf8"));

describe("activation", () => {
  it("happens in an extension host of its own, next to the files", () => {
    assert.equal(extension().extensionKind, vscode.ExtensionKind.Workspace);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });

  it("is asked for by what is ours, not by every window", () => {
    const events: string[] = extension().packageJSON.activationEvents;
    assert.ok(events.length > 0);
    for (const event of events) assert.match(event, /^(onLanguage|onWebviewPanel|workspaceContains|onView|onCommand):/);
  });

  it("starts no engine", async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
    assert.deepEqual(engines(), []);
  });

  it("registers every command of the manifest", async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed: string[] = manifest().contributes.commands.map((each: { command: string }) => each.command);
    assert.ok(contributed.length >= 10);
    assert.deepEqual(
      contributed.filter((id) => !registered.has(id)),
      [],
    );
  });

  it("has a default for every setting of the manifest", () => {
    const properties: Record<string, { default: unknown }> = manifest().contributes.configuration.properties;
    assert.ok(Object.keys(properties).length > 0);
    for (const [key, { default: value }] of Object.entries(properties)) {
      assert.deepEqual(vscode.workspace.getConfiguration().get(key), value, key);
    }
  });

  it("starts the engine when a command needs it", async () => {
    await command("showRunHistory", { folder: folder() });
    await command("refresh");
    const opened = await command<{ file: string }>("profileDataset", { file: join(folder(), "penguins.csv") });
    assert.equal(opened.file, join(folder(), "penguins.csv"));
  });
});
