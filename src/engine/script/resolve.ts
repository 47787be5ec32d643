import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

const OF_JAVASCRIPT: Record<string, string> = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts" };
const TRIED = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** The file that an import of the absolute path `wanted`, which is not there, means by TypeScript's rules: `./x` and `./x.js` are `x.ts`. */
export function typescriptFile(wanted: string): string | undefined {
  const twin = wanted.replace(/\.[mc]?js$/, (extension) => OF_JAVASCRIPT[extension] as string);
  const candidates = [
    ...(twin === wanted ? [] : [twin]),
    ...TRIED.map((extension) => wanted + extension),
    ...TRIED.map((extension) => join(wanted, `index${extension}`)),
  ];
  return candidates.find(isFile);
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
