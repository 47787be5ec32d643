import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { reportAssetsMissing } from "./errors.ts";

/** The report page's script and style, as bundled. */
export interface ReportAssets {
  js: string;
  css: string;
}

/** Reads them from `directory` (`dist/webview`). Throws `report-assets-missing`. */
export async function loadReportAssets(directory: string): Promise<ReportAssets> {
  const read = async (name: string) => withoutSourceMap(await readFile(join(directory, name), "utf8"));
  try {
    const [js, css] = await Promise.all([read("report.js"), read("report.css")]);
    return { js, css };
  } catch (error) {
    throw reportAssetsMissing(directory, error);
  }
}

/** A source map would be looked for beside the page. */
const withoutSourceMap = (text: string): string => text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=[^\n]*\n?$/, "\n");
