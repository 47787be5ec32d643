import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runTests } from "@vscode/test-electron";
import { startBrowser } from "./browser.ts";
import { type HostResults, RESULTS_VARIABLE } from "./host-results.ts";
import { ROOT } from "./places.ts";
import { processesOfHome } from "./processes.ts";
import { createProfile, type Profile } from "./profile.ts";
import { type Server, startServer } from "./server.ts";
import { openWorkbench } from "./workbench.ts";

export interface HostOutcome extends HostResults {
  /** 0 when VS Code says that all went well; a sentence where it never said anything. */
  exit: number | string;
  log: string;
  /** Processes of ours that outlived the window, by command line. */
  left: string[];
}

const LIMIT_MS = 900_000;
const compiled = (name: string) => join(ROOT, "out", "test", "vscode", `${name}.js`);

/**
 * Runs the tests of `host/`, or another module with a `run()`, inside a real extension host: that of the desktop's VS Code where `TRAINYARD_DESKTOP_VSCODE`
 * names its program, else code-server's.
 */
export async function runInExtensionHost(makeFolder: (dir: string) => string, name = "host/index"): Promise<HostOutcome> {
  const profile = createProfile();
  const folder = makeFolder(profile.path("workspace"));
  const results = profile.path("results.json");
  const log: string[] = [];
  const tests = compiled(name);
  const desktop = process.env.TRAINYARD_DESKTOP_VSCODE;
  try {
    const exit = desktop ? await onDesktop(desktop, profile, folder, tests, results) : await onServer(profile, folder, tests, results, log);
    const left = process.platform === "linux" ? await leftovers(profile) : [];
    const outcome: HostResults = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : { done: false, tests: [] };
    if (exit !== 0) profile.keepLogs("extension-host");
    return { ...outcome, exit, log: log.join("\n"), left };
  } finally {
    profile.dispose();
  }
}

function onDesktop(program: string, profile: Profile, folder: string, tests: string, results: string): Promise<number> {
  return runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: tests,
    extensionTestsEnv: { [RESULTS_VARIABLE]: results, HOME: profile.home },
    launchArgs: [folder, "--disable-extensions", "--disable-workspace-trust", "--user-data-dir", profile.path("data")],
  });
}

async function onServer(profile: Profile, folder: string, path: string, results: string, log: string[]): Promise<number | string> {
  const server = await startServer(profile, { [RESULTS_VARIABLE]: results });
  const context = await startBrowser(profile);
  const over = new AbortController();
  try {
    return await new Promise<number | string>((resolve, reject) => {
      const tests = { path, onLog: (text: string) => void log.push(text), onExit: resolve };
      openWorkbench(context, server, profile, { folder, extension: ROOT, tests }).catch(reject);
      void whenLost(server, over.signal).then(resolve);
    });
  } finally {
    over.abort();
    await context.close();
    await server.stop();
  }
}

/** A sentence, as soon as the host has died or nothing was heard for too long. */
async function whenLost(server: Server, over: AbortSignal): Promise<string> {
  for (const deadline = Date.now() + LIMIT_MS; Date.now() < deadline && !over.aborted; ) {
    const died = /Extension Host Process exited with code: (?!0\b)[^\n]*/.exec(readFileSync(server.logFile, "utf8"));
    if (died) return died[0];
    await sleep(500, undefined, { ref: false });
  }
  return `VS Code did not say how the tests ended within ${LIMIT_MS / 1000} s.`;
}

/** The engine leaves by itself when its parent goes: it is given a little time for it. */
async function leftovers(profile: Profile): Promise<string[]> {
  const left = () => processesOfHome(profile.home, ".cjs").map((each) => `${each.pid} ${each.command}`);
  for (let waited = 0; waited < 600 && left().length > 0; waited++) await sleep(100);
  return left();
}
