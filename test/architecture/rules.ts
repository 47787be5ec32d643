/** A folder -> the folders that it may import from, besides itself. Holds DESIGN's `shared <- protocol <- { engine, cli, host, sdk, webview }`. */
export const LAYERS: Record<string, readonly string[]> = {
  "src/shared": [],
  "src/protocol": ["src/shared"],
  "src/engine": ["src/engine/compile", "src/engine/script", "src/protocol", "src/shared"],
  /** Stands alone, so that others can use it as a library. */
  "src/engine/compile": [],
  /** Runs a user's script, with the SDK's autolog in it: the one place where the engine meets what a script imports. */
  "src/engine/script": ["src/engine", "src/engine/compile", "src/sdk", "src/protocol", "src/shared"],
  "src/cli": ["src/protocol", "src/shared"],
  "src/host": ["src/protocol", "src/shared"],
  "src/sdk": ["src/protocol", "src/shared"],
  webview: ["src/protocol", "src/shared"],
};

export interface Ban {
  packages: RegExp;
  owner: string;
  why: string;
  /** `import type` is allowed everywhere. */
  typesAreFree?: boolean;
}

/** Packages that one folder alone imports. */
export const BANS: readonly Ban[] = [
  { packages: /^vscode$/, owner: "src/host/", why: "engine, CLI and webviews run without VS Code" },
  { packages: /^@duckdb\//, owner: "src/engine/data/", why: "the database can be changed in one folder" },
  { packages: /^pg(-|$)/, owner: "src/engine/data/postgres/", why: "passwords are handled in one folder" },
  { packages: /^@tensorflow\//, owner: "src/engine/backend/", why: "the backend is chosen in one place", typesAreFree: true },
  { packages: /^pbf$/, owner: "src/engine/compile/", why: "a SavedModel is written in one file" },
  { packages: /^simple-git$/, owner: "src/engine/store/git/", why: "every call of git is a value there" },
  {
    packages: /^(@vscode\/webview-ui-toolkit|@vscode\/codicons|uplot|@observablehq\/plot)(\/|$)/,
    owner: "webview/shared/",
    why: "leaving one of them stays a change of one file",
  },
];
