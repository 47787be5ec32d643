import { extname, resolve } from "node:path";
import type { Report, ReportFormat } from "../../protocol/run.ts";
import { formatShare } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Arguments, Command } from "../command.ts";
import { gateLines } from "../terminal/gates.ts";

const FORMATS: Record<string, ReportFormat> = {
  ".html": "html",
  ".htm": "html",
  ".md": "markdown",
  ".markdown": "markdown",
  ".json": "json",
};

export const report: Command = {
  name: "report",
  positionals: ["RUN"],
  summary: "Write the report of a run: how good it is, where it fails, what it goes by, and what to try.",
  flags: {
    html: { type: "string", value: "FILE", help: "Write one HTML page that needs nothing else." },
    markdown: { type: "string", value: "FILE", help: "Write Markdown: sentences and tables." },
    out: { type: "string", value: "FILE", help: "Write by the file's ending: .html, .md or .json." },
  },
  examples: ["trainyard report calm-heron", "trainyard report calm-heron --out report.md", "trainyard report calm-heron --json"],
  async run(args, { cwd, terminal, engine, signal }) {
    const [run = ""] = args.positionals;
    const files = filesOf(args);
    const client = await engine();
    const found = await client.request("run/report", { folder: cwd, run }, { signal });
    const wanted: { format: ReportFormat; out?: string }[] = files.length > 0 || args.flags.json === true ? files : [{ format: "html" }];
    terminal.print(summaryOf(found));
    for (const { format, out } of wanted) {
      const where = out === undefined ? {} : { out: resolve(cwd, out) };
      const { path } = await client.request("report/write", { folder: cwd, run, format, ...where }, { signal });
      terminal.print(`Report: ${path}`);
    }
    return found;
  },
};

function filesOf({ flags }: Arguments): { format: ReportFormat; out: string }[] {
  const named = (["html", "markdown"] as const).flatMap((format) =>
    flags[format] === undefined ? [] : [{ format, out: String(flags[format]) }],
  );
  if (flags.out === undefined) return named;
  const out = String(flags.out);
  const format = FORMATS[extname(out).toLowerCase()];
  if (!format) throw usageError(report, `--out ${out}: the ending says the format, and must be .html, .md or .json.`);
  return [...named, { format, out }];
}

/** What a signer reads first. */
function summaryOf({ title, run, verdict, versus = [], explanation }: Report): string {
  const weak = (explanation?.segments ?? explanation?.forecast?.segments)?.weak ?? [];
  const [column] = (explanation?.importance ?? explanation?.forecast?.importance)?.columns ?? [];
  const [apart] = explanation?.clusters?.columns ?? [];
  const [feature] = explanation?.reconstruction?.features ?? [];
  return [
    title,
    ...(verdict ? [`  ${verdict.sentence}`, ...verdict.tries.map(({ text }) => `    try: ${text}`)] : []),
    ...versus.map(({ sentence }) => `  ${sentence}`),
    ...gateLines(run?.gates).map((line) => `  ${line}`),
    ...(column ? [`  Goes most by ${column.column}.`] : []),
    ...(apart ? [`  The clusters differ most in ${apart.column}.`] : []),
    ...(feature ? [`  ${feature.feature} is restored worst: ${formatShare(feature.share, 1)} of the error.`] : []),
    ...(weak.length > 0 ? [`  Weakest where ${weak[0]?.parts.map(({ condition }) => condition).join(" and ")}.`] : []),
  ].join("\n");
}
