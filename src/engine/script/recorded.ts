import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { compileFunction } from "node:vm";
import { isFile, typescriptCandidates } from "./resolve.ts";
import { toCommonJs } from "./typescript.ts";

/** A module with all the files of the user's that it is made of, so that the very same code can run again anywhere. */
export interface RecordedModule {
  /** Name of the file that exports. */
  main: string;
  /** File name relative to the main file's folder, with forward slashes -> text. */
  files: Record<string, string>;
}

interface Loaded {
  exports: Record<string, unknown>;
  recorded: RecordedModule;
}

/** Loads a file, and what it imports by relative names, from the disk. Packages are found as Node finds them. */
export function loadAndRecord(file: string): Loaded {
  const directory = dirname(file);
  const files: Record<string, string> = {};
  const disk: Files = {
    has: (name) => isFile(join(directory, name)),
    read(name) {
      const text = readFileSync(join(directory, name), "utf8");
      files[name] = text;
      return text;
    },
  };
  const main = basename(file);
  try {
    return { exports: load(main, directory, disk), recorded: { main, files } };
  } finally {
    MADE_OF.set(
      file,
      Object.keys(files).map((name) => join(directory, name)),
    );
  }
}

const MADE_OF = new Map<string, string[]>();

/** The files of the user's that a module was made of when it was last loaded from the disk, itself among them. */
export const filesOf = (file: string): readonly string[] => MADE_OF.get(file) ?? [file];

/** Loads what was recorded, as if it lay in `directory`; what is there now is not looked at. */
export function loadRecorded({ main, files }: RecordedModule, directory: string): Record<string, unknown> {
  return load(main, directory, { has: (name) => Object.hasOwn(files, name), read: (name) => files[name] as string });
}

interface Files {
  has(name: string): boolean;
  read(name: string): string;
}

function load(main: string, directory: string, files: Files): Record<string, unknown> {
  const loaded = new Map<string, { exports: Record<string, unknown> }>();
  const packages = createRequire(join(directory, main));

  const run = (name: string): Record<string, unknown> => {
    const known = loaded.get(name);
    if (known) return known.exports; // half done where files import each other, as in Node
    const module = { exports: {} as Record<string, unknown> };
    loaded.set(name, module);
    const file = resolve(directory, name);
    const text = files.read(name);
    if (name.endsWith(".json")) module.exports = JSON.parse(text);
    else {
      const names = ["exports", "require", "module", "__filename", "__dirname"];
      const wrapped = compileFunction(toCommonJs(text, file), names, { filename: file });
      wrapped(module.exports, (wanted: string) => imported(name, wanted), module, file, dirname(file));
    }
    return module.exports;
  };

  const imported = (from: string, wanted: string): unknown => {
    if (!/^\.{0,2}\//.test(wanted)) return packages(wanted);
    const at = relative(directory, resolve(directory, dirname(from), wanted));
    const found = [at, ...typescriptCandidates(at)].map((name) => name.split(sep).join("/")).find(files.has);
    return found === undefined ? packages(resolve(directory, at)) : run(found); // Node says best that it is not there
  };

  return run(main);
}
