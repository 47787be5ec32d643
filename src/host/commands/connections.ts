import * as vscode from "vscode";
import { isConnectionName } from "../../shared/connection.ts";
import { cancelled } from "../../shared/errors.ts";
import type { Ctx } from "../ctx.ts";
import { noConnections } from "../errors.ts";
import { say } from "../notify.ts";

interface ConnectionArg {
  name?: unknown;
  url?: unknown;
}

/** Asks for a database's name and URL, logs in once, and keeps the URL in VS Code's secret storage. */
export async function addConnection(ctx: Ctx, arg?: unknown): Promise<{ name: string } | undefined> {
  const given = (arg ?? {}) as ConnectionArg;
  const name = typeof given.name === "string" ? given.name : await askForName();
  if (name === undefined) return undefined;
  const url = typeof given.url === "string" ? given.url : await askForUrl(name);
  if (url === undefined) return undefined;
  const { server } = await logIn(ctx, name, url);
  await ctx.connections.add(name, url);
  await ctx.connections.handTo(ctx.client);
  say(`${server} answers. Begin a query file (.sql) with "-- connection: ${name}" to read from it.`);
  return { name };
}

export async function removeConnection(ctx: Ctx, arg?: unknown): Promise<{ name: string } | undefined> {
  const names = ctx.connections.names();
  if (names.length === 0) throw noConnections();
  const given = (arg ?? {}) as ConnectionArg;
  const options = { title: "Remove Database Connection", placeHolder: "Connection" };
  const name = typeof given.name === "string" ? given.name : await vscode.window.showQuickPick(names, options);
  if (name === undefined) return undefined;
  await ctx.connections.remove(name);
  await ctx.connections.handTo(ctx.client);
  return { name };
}

const askForName = () =>
  vscode.window.showInputBox({
    title: "Add Database Connection (1/2)",
    prompt: "A name for it, as queries will call it.",
    placeHolder: "sales",
    ignoreFocusOut: true,
    validateInput: (text) => (isConnectionName(text) ? undefined : "Letters, digits, - and _, beginning with a letter."),
  });

const askForUrl = (name: string) =>
  vscode.window.showInputBox({
    title: "Add Database Connection (2/2)",
    prompt: `URL of "${name}". It is kept in VS Code's secret storage and nowhere else.`,
    placeHolder: "postgresql://user:password@host:5432/database",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (/^postgres(ql)?:\/\/\S+$/.test(text) ? undefined : "It begins with postgresql:// and holds no spaces."),
  });

function logIn(ctx: Ctx, name: string, url: string): Thenable<{ server: string }> {
  const options = { location: vscode.ProgressLocation.Notification, title: `Connecting to ${name}`, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    const listener = token.onCancellationRequested(() => controller.abort(cancelled()));
    try {
      return await ctx.client.request("connections/check", { name, url }, { signal: controller.signal });
    } finally {
      listener.dispose();
    }
  });
}
