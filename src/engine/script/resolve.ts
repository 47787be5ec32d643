import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

const OF_JAVASCRIPT: Record<string, string> = { ".js": ".ts", ".mjs": ".mts", ".cjs": ".cts" };
const TRIED = [".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"];

/** The file that an import of the absolute path `wanted`, which is not there, means by TypeScript's rules: `./x` and `./x.js` are `x.ts`. */
export const typescriptFile = (wanted: string): string | undefined => typescriptCandidates(wanted).find(isFile);

/** The names it may have, the likeliest first. */
export function typescriptCandidates(wanted: string): string[] {
  const twin = wanted.replace(/\.[mc]?js$/, (extension) => OF_JAVASCRIPT[extension] as string);
  return [
    ...(twin === wanted ? [] : [twin]),
    ...TRIED.map((extension) => wanted + extension),
    ...TRIED.map((extension) => join(wanted, `index${extension}`)),
  ];
}

export const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
