import { createHash } from "node:crypto";
import type { Report } from "../../protocol/run.ts";
import { escapeHtml } from "../../shared/html.ts";
import type { ReportAssets } from "./assets.ts";

/**
 * One HTML file that shows `report`: style, script and data are inside, nothing is fetched, and its CSP allows
 * exactly these two by their hashes. The data lie as JSON in `<script type="application/json" id="report">`.
 */
export function renderReport(report: Report, assets: ReportAssets): string {
  const css = oneLineEnd(assets.css).replaceAll(/<\/(style)/gi, "<\\/$1");
  const js = oneLineEnd(assets.js).replaceAll(/<(\/script|!--)/gi, "\\x3C$1");
  const csp = `default-src 'none'; script-src '${hash(js)}'; style-src '${hash(css)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escapeHtml(report.title)}</title>
<style>${css}</style>
</head>
<body>
<script type="application/json" id="report">${embedJson(report)}</script>
<script>${js}</script>
</body>
</html>
`;
}

/** JSON that no content can break out of: it holds no `<`, and none of the two line ends that old parsers stumble over. */
const embedJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** HTML reads every line end as `\n`, and the hash is of what it reads. */
const oneLineEnd = (text: string): string => text.replaceAll(/\r\n?/g, "\n");

const hash = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
