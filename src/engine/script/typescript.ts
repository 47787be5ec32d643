import { extname } from "node:path";
import { type Options, transform } from "sucrase";

export const TYPESCRIPT = [".ts", ".mts", ".cts"];

const OPTIONS: Options = { transforms: ["typescript"], disableESTransforms: true, preserveDynamicImport: true };

/** TypeScript with its types taken away: JavaScript with the same line numbers. */
export const stripTypes = (source: string, file: string): string => transform(source, { ...OPTIONS, filePath: file }).code;

/** The same, `import` and `export` turned into `require` and `exports`; of JavaScript only that. */
export const toCommonJs = (source: string, file: string): string =>
  transform(source, {
    ...OPTIONS,
    transforms: TYPESCRIPT.includes(extname(file)) ? ["typescript", "imports"] : ["imports"],
    filePath: file,
  }).code;
