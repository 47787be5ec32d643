import { SourceMap, type SourceMapPayload } from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { type Options, transform } from "sucrase";
import { isDebugged } from "./debugger.ts";

export const TYPESCRIPT = [".ts", ".mts", ".cts"];

const OPTIONS: Options = { transforms: ["typescript"], disableESTransforms: true, preserveDynamicImport: true };

/** TypeScript with its types taken away: JavaScript with the same line numbers. `mapped`: it says itself where it comes from. */
export const stripTypes = (source: string, file: string, mapped = isDebugged()): string => compiled(source, file, OPTIONS, mapped);

/** The same, `import` and `export` turned into `require` and `exports`; of JavaScript only that. */
export function toCommonJs(source: string, file: string): string {
  MADE.add(file);
  return compiled(source, file, commonJs(file), isDebugged());
}

const MADE = new Set<string>();

/** Whether what runs of a file is not what stands in it. */
export const isMade = (file: string): boolean => MADE.has(file) || TYPESCRIPT.includes(extname(file));

const commonJs = (file: string): Options => ({
  ...OPTIONS,
  transforms: TYPESCRIPT.includes(extname(file)) ? ["typescript", "imports"] : ["imports"],
});

/** Where a place of what was made of TypeScript lies in its source: the lines are the same, the columns are not. Both from 1. */
export function columnInSource(source: string, file: string, place: { line: number; column: number }, module: boolean): number {
  const options = module ? OPTIONS : commonJs(file);
  const { sourceMap } = transform(source, { ...options, filePath: file, sourceMapOptions: { compiledFilename: file } });
  const found = new SourceMap(sourceMap as SourceMapPayload).findEntry(place.line - 1, place.column - 1);
  return "originalColumn" in found && found.originalLine === place.line - 1 ? found.originalColumn + 1 : place.column;
}

/** In two parts, or debuggers would take it for the source map of this very file. */
const MAPPED_BY = ["//# source", "MappingURL="].join("");

function compiled(source: string, file: string, options: Options, mapped: boolean): string {
  if (!mapped) return transform(source, { ...options, filePath: file }).code;
  const { code, sourceMap } = transform(source, { ...options, filePath: file, sourceMapOptions: { compiledFilename: file } });
  const map = { ...sourceMap, sources: [pathToFileURL(file).href], sourcesContent: [source] };
  return `${code}\n${MAPPED_BY}data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}\n`;
}
