// Node's module hooks (module.register): this file is a bundle of its own and runs in a thread of its own.
import { readFile } from "node:fs/promises";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { moduleKind } from "./module-kind.ts";
import { typescriptFile } from "./resolve.ts";
import { stripTypes, TYPESCRIPT } from "./typescript.ts";

const aliases = new Map<string, string>();

export const initialize: InitializeHook<Record<string, string>> = (given) => {
  for (const [name, file] of Object.entries(given)) aliases.set(name, pathToFileURL(file).href);
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const alias = aliases.get(specifier);
  if (alias) return { url: alias, format: "commonjs", shortCircuit: true };
  try {
    return await next(specifier, context);
  } catch (error) {
    const found = context.parentURL?.startsWith("file:") && /^(?:\.{0,2}\/|file:)/.test(specifier) && findTypescript(specifier, context.parentURL);
    if (!found) throw error;
    return { url: pathToFileURL(found).href, shortCircuit: true };
  }
};

const findTypescript = (specifier: string, parent: string) => typescriptFile(fileURLToPath(new URL(specifier, parent)));

export const load: LoadHook = async (url, context, next) => {
  const path = url.startsWith("file:") ? fileURLToPath(url) : "";
  if (!TYPESCRIPT.includes(extname(path))) return next(url, context);
  const source = stripTypes(await readFile(path, "utf8"), path);
  if (moduleKind(path, () => source) === "esm") return { format: "module", source, shortCircuit: true };
  // Without source Node goes to the CommonJS loader, which our other hooks have taught TypeScript.
  return { format: "commonjs", source: null as never, shortCircuit: true };
};
