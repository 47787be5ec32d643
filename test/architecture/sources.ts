import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { ROOT } from "../support/paths.ts";

export interface Source {
  /** Path from the repository's root, with `/`. */
  path: string;
  text: string;
  imports: Import[];
}

export interface Import {
  /** As it is written: `../shared/errors.ts`, `vscode`, `node:fs`. */
  specifier: string;
  /** A relative import's file, from the repository's root; null for a package. */
  target: string | null;
  /** Costs nothing at run time. */
  typeOnly: boolean;
}

const FOLDERS = ["src", "webview", "test", "bench"];
const IGNORED = /(^|\/)(node_modules|fixtures)\//;

/** Every TypeScript and JavaScript file of the project, with what it imports. */
export function readSources(): Source[] {
  return FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => posix.join(folder, name.replaceAll("\\", "/"))),
    )
    .filter((path) => /\.(ts|mts|js|mjs|cjs)$/.test(path) && !IGNORED.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      return { path, text, imports: importsOf(path, text) };
    });
}

/** `import ... from "x"`, `export ... from "x"`, `import "x"`, `import("x")`, `require("x")`. */
const IMPORT =
  /^\s*(?<statement>import|export)\s+(?<type>type\s)?(?:(?<named>[^;"'`]*?)\s*from\s*)?["'](?<from>[^"'\n]+)["']|(?<call>\bimport|\brequire|\.resolve)\(\s*["'](?<called>[^"'\n]+)["']\s*\)/gm;

export function importsOf(path: string, text: string): Import[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(({ groups = {} }) => {
    const specifier = groups.from ?? groups.called ?? "";
    const target = specifier.startsWith(".") ? relative(ROOT, join(ROOT, dirname(path), specifier)).replaceAll("\\", "/") : null;
    return { specifier, target, typeOnly: groups.type !== undefined };
  });
}

/** Line comments that start a line, and block comments: enough to keep examples in docstrings out. */
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
