import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onPath } from "./debian.mjs";
import { CACHE } from "./paths.mjs";

const ANSWER_MS = 8_000;
const DOWNLOAD_MS = 300_000;

/** The person's own VS Code: `code` on the PATH, or where its installers put it. Undefined where there is none. */
export function findDesktop() {
  const names = process.platform === "win32" ? ["code.cmd", "code-insiders.cmd"] : ["code", "code-insiders", "codium"];
  return names.map(onPath).find(Boolean) ?? standardPlaces().find(existsSync);
}

function standardPlaces() {
  if (process.platform === "darwin") {
    const inside = join("Visual Studio Code.app", "Contents", "Resources", "app", "bin", "code");
    return ["/Applications", join(homedir(), "Applications")].map((dir) => join(dir, inside));
  }
  if (process.platform === "win32") {
    const roots = [process.env.LOCALAPPDATA && join(process.env.LOCALAPPDATA, "Programs"), process.env.ProgramFiles];
    return roots.filter(Boolean).map((dir) => join(dir, "Microsoft VS Code", "bin", "code.cmd"));
  }
  return ["/usr/share/code/bin/code", "/snap/bin/code"];
}

/**
 * The program of a desktop VS Code of the tests' own, downloaded once by @vscode/test-electron. Undefined where its
 * download does not answer soon, where there is no screen, and in CI, which is to do the same everywhere.
 */
export async function findDesktopForTests(say) {
  const screen = process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (process.env.CI || !screen) return undefined;
  const { downloadAndUnzipVSCode } = await import("@vscode/test-electron");
  let answered;
  const reachable = new Promise((resolve) => {
    answered = resolve;
  });
  const reporter = { report: ({ stage }) => stage === "resolvedVersion" && answered(true), error: () => undefined };
  const program = downloadAndUnzipVSCode({ version: "stable", cachePath: join(CACHE, "desktop"), timeout: ANSWER_MS, reporter }).catch(
    () => undefined,
  );
  if (!(await Promise.race([reachable, program, sleep(ANSWER_MS, false, { ref: false })]))) return undefined;
  say("using the desktop's VS Code by @vscode/test-electron");
  return Promise.race([program, sleep(DOWNLOAD_MS, undefined, { ref: false })]);
}
