import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { compileFunction } from "node:vm";

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
  const text = source();
  if (!hasModuleSyntax(text)) return "commonjs";
  return extension === ".ts" && COMMONJS_NAMES.test(text) && !ESM_ONLY.test(text) ? "commonjs" : "esm";
}

const COMMONJS_NAMES = /\b(?:__dirname|__filename|module\.exports|require(?:\.main)?\b)/;
const ESM_ONLY = /^(?:(?:const|let|var)\s[^=\n]+=\s*)?await\b|\bimport\.meta\b/m;

/** What V8 says of an ES module that is compiled as CommonJS: the test Node itself applies. */
const OF_MODULES = /import statement|import\.meta|Unexpected token 'export'|await is only valid|Unexpected reserved word/;

function hasModuleSyntax(source: string): boolean {
  try {
    compileFunction(source.replace(/^#!.*/, ""), ["exports", "require", "module", "__filename", "__dirname"]);
    return false;
  } catch (error) {
    return error instanceof SyntaxError && OF_MODULES.test(error.message);
  }
}

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
