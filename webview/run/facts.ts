import { html, type TemplateResult } from "lit";
import { backendText } from "../../src/protocol/backend.ts";
import type { ParamValue, Run } from "../../src/protocol/run.ts";
import { formatBytes, formatNumber, plural } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";

/** Hyperparameters as they were. */
export function paramFacts({ params }: Run): TemplateResult | string {
  const rows = Object.entries(params);
  if (rows.length === 0) return "";
  return facts(
    "Params",
    rows.map(([name, value]) => [
      name,
      value === "" ? html`<span class="quiet">none</span>` : html`<span class="param">${formatParam(value)}</span>`,
    ]),
  );
}

export const formatParam = (value: ParamValue | undefined): string =>
  value === undefined ? "" : typeof value === "number" ? formatNumber(value, 6) : String(value);

export function dataFacts({ data }: Run): TemplateResult | string {
  if (!data) return "";
  const { path, sha256, rows, columns, splits } = data;
  return facts("Data", [
    ["file", html`<span class="data path">${path}</span>`],
    ["size", `${plural(rows, "row")}, ${plural(columns, "column")}`],
    ...(splits
      ? [
          [
            "split",
            `${formatNumber(splits.train)} train, ${formatNumber(splits.validation)} validation, ${formatNumber(splits.test)} test`,
          ] as const,
        ]
      : []),
    ["SHA-256", html`<code title=${sha256}>${sha256.slice(0, 12)}</code>`],
  ]);
}

/** The code and everything else that it takes to repeat the run. */
export function codeFacts({ id, commit, code, command, seed, backend, versions, artifacts }: Run): TemplateResult {
  return facts("Code and environment", [
    ["file", html`<span class="path">${code.file}</span>`],
    [
      "on commit",
      code.head
        ? html`<code title=${code.head}>${code.head.slice(0, 8)}</code>${code.branch ? ` (${code.branch})` : " (detached)"}`
        : "none yet",
    ],
    ["changes", code.dirty ? html`<span class="changed">uncommitted changes, kept in the run</span>` : "none"],
    ["run", html`<code title=${commit ?? id}>${commit ? commit.slice(0, 8) : `not committed yet (${id.slice(-6)})`}</code>`],
    ["command", html`<code>${command.join(" ")}</code>`],
    ...(backend ? [["backend", html`${backendText(backend)}<br /><span class="quiet">${backend.reason}</span>`] as const] : []),
    ...(seed === null ? [] : [["seed", String(seed)] as const]),
    ...Object.entries(versions).map(([name, version]) => [name, version] as const),
    ...(artifacts.length > 0
      ? [["artifacts", artifacts.map(({ path, bytes }) => `${path} (${formatBytes(bytes)})`).join(", ")] as const]
      : []),
  ]);
}

const facts = (
  title: string,
  rows: readonly (readonly [string, string | TemplateResult] | readonly (string | TemplateResult)[])[],
): TemplateResult => html`<section aria-label=${title}><h2>${title}</h2>${dataTable(title, { head: ["name", "value"], rows })}</section>`;
