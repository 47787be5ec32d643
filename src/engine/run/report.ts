import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Evaluation } from "../../protocol/evaluation.ts";
import type { Progress } from "../../protocol/method.ts";
import type { Profile } from "../../protocol/profile.ts";
import type { Report, ReportTarget } from "../../protocol/run.ts";
import { failure, TrainyardError } from "../../shared/errors.ts";
import { curveOf } from "../curve/curve.ts";
import type { Engine } from "../engine.ts";
import { profileFile } from "../profile.ts";
import { loadReportAssets } from "../report/assets.ts";
import { renderReport } from "../report/page.ts";
import { ARTIFACTS } from "./artifacts.ts";
import { showRun } from "./runs.ts";

/** All there is to show of one run. */
export async function reportOf(engine: Engine, folder: string, name: string): Promise<Report> {
  const store = await engine.stores.get(folder);
  const run = await showRun(engine, folder, name);
  const artifact = async <T>(path: string): Promise<T | null> => {
    if (!run.artifacts.some((one) => one.path === path)) return null;
    return JSON.parse((await store.readArtifact(run.id, path)).toString("utf8")) as T;
  };
  return {
    title: `${run.name}: ${run.group}`,
    run,
    curve: await curveOf(store, { runs: [run.id] }),
    evaluation: await artifact<Evaluation>(ARTIFACTS.evaluation),
    profile: await artifact<Profile>(ARTIFACTS.profile),
  };
}

/** Writes the page of a run or of a data file, in one file that needs nothing else. */
export async function writeReport(
  engine: Engine,
  folder: string,
  { run, out, ...subject }: ReportTarget,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<{ path: string }> {
  const report = run ? await reportOf(engine, folder, run) : await profileReport(engine, folder, subject, signal, progress);
  const path = out ? resolve(folder, out) : await defaultPlace(engine, folder, report);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, renderReport(report, await loadReportAssets(join(engine.dist, "webview"))));
  } catch (cause) {
    if (TrainyardError.is(cause)) throw cause;
    throw failure(
      {
        code: "report-not-written",
        message: `The report could not be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
        remedy: "Choose another place with --html or --out.",
        place: { file: path },
      },
      cause,
    );
  }
  return { path };
}

async function profileReport(
  engine: Engine,
  folder: string,
  { file = "", ...options }: Omit<ReportTarget, "run" | "out">,
  signal: AbortSignal,
  progress: (progress: Progress) => void,
): Promise<Report> {
  const profile = await profileFile(engine, folder, { file, ...options }, signal, progress);
  return { title: basename(file), run: null, curve: null, evaluation: null, profile };
}

/** Beside the repository's own data, so that the working tree stays as the user left it. */
async function defaultPlace(engine: Engine, folder: string, report: Report): Promise<string> {
  const store = await engine.stores.get(folder);
  return join(store.privateDirectory, "reports", `${report.run?.id ?? basename(report.title)}.html`);
}
