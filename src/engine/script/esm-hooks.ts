// Node's module hooks (module.register): this file is a bundle of its own and runs in a thread of its own.
import { readFile } from "node:fs/promises";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Aliases } from "./aliases.ts";
import { moduleKind } from "./module-kind.ts";
import { typescriptFile } from "./resolve.ts";
import { stripTypes, TYPESCRIPT } from "./typescript.ts";

let aliases: Aliases = { always: {}, missing: {} };
let debugged = false;

export const initialize: InitializeHook<Aliases & { debugged: boolean }> = (given) => {
  aliases = given;
  debugged = given.debugged;
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const always = aliases.always[specifier];
  if (always) return { url: pathToFileURL(always).href, format: "commonjs", shortCircuit: true };
  try {
    return await next(specifier, context);
  } catch (error) {
    const found = aliases.missing[specifier] ?? typescriptTwin(specifier, context.parentURL);
    if (!found) throw error;
    return { url: pathToFileURL(found).href, shortCircuit: true };
  }
};

const typescriptTwin = (specifier: string, parent: string | undefined) =>
  parent?.startsWith("file:") && /^(?:\.{0,2}\/|file:)/.test(specifier)
    ? typescriptFile(fileURLToPath(new URL(specifier, parent)))
    : undefined;

export const load: LoadHook = async (url, context, next) => {
  const path = url.startsWith("file:") ? fileURLToPath(url) : "";
  if (!TYPESCRIPT.includes(extname(path))) return next(url, context);
  const source = stripTypes(await readFile(path, "utf8"), path, debugged);
  if (moduleKind(path, () => source) === "esm") return { format: "module", source, shortCircuit: true };
  // Without source Node goes to the CommonJS loader, which our other hooks have taught TypeScript.
  return { format: "commonjs", source: null as never, shortCircuit: true };
};
