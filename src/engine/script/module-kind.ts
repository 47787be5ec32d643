import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";

export type ModuleKind = "esm" | "commonjs";

/**
 * How Node would load `file`: by its extension, else by the `type` of the nearest package.json, else by its syntax.
 * `source` is JavaScript (types stripped). TypeScript that mixes `import` with `require` or `__dirname`, as compilers allow,
 * is CommonJS.
 */
export function moduleKind(file: string, source: () => string): ModuleKind {
  const extension = extname(file);
  if (extension === ".mjs" || extension === ".mts") return "esm";
  if (extension === ".cjs" || extension === ".cts") return "commonjs";
  const type = packageType(dirname(file));
  if (type) return type;
  const text = withoutComments(source());
  if (!ESM_SYNTAX.test(text)) return "commonjs";
  return extension === ".ts" && COMMONJS_NAMES.test(text) && !ESM_ONLY.test(text) ? "commonjs" : "esm";
}

const ESM_SYNTAX = /^\s*(?:import\s*[\w{*"']|export\s*[\w{*]|(?:(?:const|let|var)\s[^=]+=\s*)?await\b)|\bimport\.meta\b/m;
const ESM_ONLY = /^(?:(?:const|let|var)\s[^=]+=\s*)?await\b|\bimport\.meta\b/m;
const COMMONJS_NAMES = /\b(?:__dirname|__filename|module\.exports|require(?:\.main)?\b)/;

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

function packageType(directory: string): ModuleKind | undefined {
  const file = join(directory, "package.json");
  if (existsSync(file)) {
    const { type } = readJson(file);
    return type === "module" ? "esm" : type === "commonjs" ? "commonjs" : undefined;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : packageType(parent);
}

function readJson(file: string): { type?: unknown } {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
