import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Progress } from "../../protocol/method.ts";
import type { Report, ReportFormat, ReportTarget } from "../../protocol/run.ts";
import { TrainyardError } from "../../shared/errors.ts";
import type { Engine } from "../engine.ts";
import { profileFile } from "../profile.ts";
import { loadReportAssets } from "../report/assets.ts";
import { reportNotWritten } from "../report/errors.ts";
import { markdownReport } from "../report/markdown/markdown.ts";
import { renderReport } from "../report/page.ts";
import { reportOf } from "./report.ts";

const ENDING: Record<ReportFormat, string> = { html: "html", markdown: "md", json: "json" };

/** Writes the report of a run or of a data file, in one file that needs nothing else. */
export async function writeReport(
  engine: Engine,
  folder: string,
  { run, out, format = "html", ...subject }: ReportTarget,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<{ path: string }> {
  const report = run ? await reportOf(engine, folder, run) : await profileReport(engine, folder, subject, signal, progress);
  if (format === "html") {
    const { confusionRowsOfPage } = await import("./confusion-rows.ts");
    report.confusionRows = await confusionRowsOfPage(engine, folder, report, signal);
  }
  const path = out ? resolve(folder, out) : await defaultPlace(engine, folder, report, format);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await written(engine, report, format));
  } catch (cause) {
    throw TrainyardError.is(cause) ? cause : reportNotWritten(path, cause);
  }
  return { path };
}

async function written(engine: Engine, report: Report, format: ReportFormat): Promise<string> {
  if (format === "markdown") return markdownReport(report);
  if (format === "json") return `${JSON.stringify(report, null, 2)}\n`;
  return renderReport(report, await loadReportAssets(join(engine.dist, "webview")));
}

async function profileReport(
  engine: Engine,
  folder: string,
  { file = "", ...options }: Omit<ReportTarget, "run" | "out" | "format">,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<Report> {
  const profile = await profileFile(engine, folder, { file, ...options }, signal, progress);
  return { title: basename(file), run: null, curve: null, evaluation: null, profile };
}

/** Beside the repository's own data, so that the working tree stays as the user left it. */
async function defaultPlace(engine: Engine, folder: string, report: Report, format: ReportFormat): Promise<string> {
  const store = await engine.stores.get(folder);
  return join(store.privateDirectory, "reports", `${report.run?.id ?? basename(report.title)}.${ENDING[format]}`);
}
