import { appendFileSync } from "node:fs";
import { format } from "node:util";
import type { BrowserContext, Page } from "playwright-core";
import type { Profile } from "./profile.ts";
import type { Server } from "./server.ts";
import { until } from "./wait.ts";

export interface WorkbenchOptions {
  /** Opened as the window's folder; none: an empty window. */
  folder?: string;
  /** Folder of the extension under development; none: what is installed in the profile. */
  extension?: string;
  /** Module whose `run()` VS Code calls in its extension host, with what it said and how it ended. */
  tests?: { path: string; onLog(text: string): void; onExit(code: number): void };
}

const READY_MS = 180_000;

/** Opens a window of VS Code and waits until it can be used. */
export async function openWorkbench(
  context: BrowserContext,
  server: Server,
  profile: Profile,
  options: WorkbenchOptions = {},
): Promise<Page> {
  const page = await context.newPage();
  page.on("console", (message) => appendFileSync(profile.path("page.log"), `[${message.type()}] ${message.text()}\n`));
  const { tests, extension, folder } = options;
  if (tests) {
    await page.exposeFunction("codeAutomationLog", (_type: string, args: unknown[]) => tests.onLog(format(...args)));
    await page.exposeFunction("codeAutomationExit", (code: number) => tests.onExit(code));
  }
  await develop(page, server, extension, tests?.path);
  const url = new URL(server.url);
  if (folder === undefined) url.searchParams.set("ew", "true");
  else url.searchParams.set("folder", folder);
  await page.goto(url.href, { timeout: READY_MS, waitUntil: "domcontentloaded" });
  await workbenchReady(page);
  return page;
}

async function workbenchReady(page: Page): Promise<void> {
  await page.waitForSelector(".monaco-workbench .activitybar .action-item", { timeout: READY_MS });
  await page.waitForSelector(".monaco-workbench .statusbar .statusbar-item", { timeout: READY_MS });
}

/** What a person does with "Developer: Reload Window". `last`: something in the state of a panel that must come back, the last that was changed (text within text: quotes are escaped). */
export async function reloadWindow(page: Page, last: RegExp): Promise<void> {
  // In a browser VS Code writes down what is open at idle moments only; what came later is lost in a reload.
  await page.bringToFront();
  await until(`VS Code has written down ${last}`, async () => last.test(await page.evaluate(openEditors)));
  await page.reload({ waitUntil: "domcontentloaded" });
  await workbenchReady(page);
}

/** Runs in the page: the open editors as VS Code's own store has them. */
async function openEditors(): Promise<string> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found: string[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name?.startsWith("vscode-web-state-db-")) continue;
    const database = await answer(indexedDB.open(name));
    if (database.objectStoreNames.contains("ItemTable"))
      found.push(String(await answer(database.transaction("ItemTable").objectStore("ItemTable").get("memento/workbench.parts.editor"))));
    database.close();
  }
  return found.join();
}

/**
 * A built VS Code ignores the URL's `extensionDevelopmentPath`, so the page's own configuration is changed before the
 * workbench reads it. The page must not be fulfilled by a route: Chromium then blocks its WebSockets to loopback.
 */
async function develop(page: Page, server: Server, extension: string | undefined, testsPath: string | undefined): Promise<void> {
  const remote = (path: string) => ({ scheme: "vscode-remote", authority: server.authority, path });
  const developmentOptions = {
    ...(extension === undefined ? {} : { extensions: [remote(extension)] }),
    ...(testsPath === undefined ? {} : { extensionTestsPath: remote(testsPath) }),
  };
  if (Object.keys(developmentOptions).length === 0) return;
  await page.addInitScript(patchConfiguration, { origin: server.url, developmentOptions });
}

/** Runs in the page. */
function patchConfiguration({ origin, developmentOptions }: { origin: string; developmentOptions: object }): void {
  if (window !== window.top || location.origin !== origin || location.pathname !== "/") return;
  const patch = () => {
    const element = document.getElementById("vscode-workbench-web-configuration");
    const settings = element?.getAttribute("data-settings");
    if (!element || !settings) return false;
    const configuration = JSON.parse(settings);
    configuration.developmentOptions = { ...configuration.developmentOptions, ...developmentOptions };
    element.setAttribute("data-settings", JSON.stringify(configuration));
    return true;
  };
  const observer = new MutationObserver(() => {
    if (patch()) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}
