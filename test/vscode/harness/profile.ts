import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FAILURES } from "./places.ts";

/** Nothing moves, asks, updates or calls home by itself; dialogs are drawn in the page, where they can be clicked. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.tips.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.colorTheme": "Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.autoDetectColorScheme": false,
  "window.dialogStyle": "custom",
  "chat.disableAIFeatures": true,
  "security.workspace.trust.enabled": false,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
};

/** A throw-away home for one server and one browser. */
export interface Profile {
  dir: string;
  home: string;
  path(...parts: string[]): string;
  /** Keeps the logs under `artifacts/vscode/<name>`. */
  keepLogs(name: string): void;
  dispose(): void;
}

export function createProfile(settings: Record<string, unknown> = {}): Profile {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "trainyard-vscode-")));
  const path = (...parts: string[]) => join(dir, ...parts);
  for (const made of ["home", "tmp", "data/User", "extensions", "browser"]) mkdirSync(path(made), { recursive: true });
  writeFileSync(path("config.yaml"), "auth: none\n");
  writeFileSync(
    path("home", ".gitconfig"),
    "[user]\n\tname = Test Person\n\temail = test@example.invalid\n[init]\n\tdefaultBranch = main\n",
  );
  writeFileSync(path("data", "User", "settings.json"), JSON.stringify({ ...SETTINGS, ...settings }, null, 2));
  return {
    dir,
    home: path("home"),
    path,
    keepLogs(name) {
      const to = join(FAILURES, name);
      mkdirSync(to, { recursive: true });
      for (const log of ["server.log", "page.log", "data/logs"]) {
        if (existsSync(path(log))) cpSync(path(log), join(to, log), { recursive: true });
      }
    },
    dispose: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

/** The environment of everything we start: its own home and temporary directory, nothing of an outer VS Code. */
export function profileEnv(profile: Profile, extra: Record<string, string> = {}): Record<string, string> {
  const own = {
    HOME: profile.home,
    XDG_CONFIG_HOME: join(profile.home, ".config"),
    XDG_DATA_HOME: join(profile.home, ".local", "share"),
    XDG_CACHE_HOME: join(profile.home, ".cache"),
    XDG_RUNTIME_DIR: profile.path("tmp"),
    TMPDIR: profile.path("tmp"),
  };
  const outer = Object.entries(process.env).filter(
    ([key, value]) => value !== undefined && !/^(VSCODE|ELECTRON|NODE_V8_COVERAGE|GIT_)/.test(key),
  );
  return { ...(Object.fromEntries(outer) as Record<string, string>), ...own, ...extra };
}
