import { readFileSync } from "node:fs";
import Module from "node:module";
import { dirname, resolve } from "node:path";
import type { Aliases } from "./aliases.ts";
import { typescriptFile } from "./resolve.ts";
import { TYPESCRIPT, toCommonJs } from "./typescript.ts";

/** The parts of Node's CommonJS loader that hooks have always been put on; not in its types. */
interface Loader {
  _load(file: string, parent: null, isMain: boolean): unknown;
  _resolveFilename(request: string, parent: { filename?: string | null } | null | undefined, ...rest: unknown[]): string;
  _extensions: Record<string, (module: LoadedModule, file: string) => void>;
}
interface LoadedModule {
  exports: unknown;
  _compile(code: string, file: string): void;
}

const loader = Module as unknown as Loader;

export interface LoadHooks {
  aliases: Aliases;
  /** Is shown every JavaScript module once it has been loaded, by `require` or by `import` of CommonJS. */
  onLoad(exports: unknown): void;
}

/** Teaches this process's `require` TypeScript and `aliases`. */
export function hookCommonJs({ aliases, onLoad }: LoadHooks): void {
  const original = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    const always = aliases.always[request];
    if (always) return always;
    try {
      return original.call(this, request, parent, ...rest);
    } catch (error) {
      const found = aliases.missing[request] ?? typescriptTwin(request, parent?.filename);
      if (found) return found;
      throw error;
    }
  };
  for (const extension of TYPESCRIPT) {
    loader._extensions[extension] = (module, file) => module._compile(toCommonJs(readFileSync(file, "utf8"), file), file);
  }
  const js = loader._extensions[".js"] as Loader["_extensions"][string];
  loader._extensions[".js"] = (module, file) => {
    js(module, file);
    onLoad(module.exports);
  };
}

/** Runs `file` as the process's main module. */
export const runMainCommonJs = (file: string): unknown => loader._load(file, null, true);

const typescriptTwin = (request: string, parent: string | null | undefined) =>
  parent && /^\.{0,2}\//.test(request) ? typescriptFile(resolve(dirname(parent), request)) : undefined;
