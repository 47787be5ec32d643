import { escapeHtml } from "../../shared/html.ts";

export interface PageParts {
  title: string;
  cspSource: string;
  script: string;
  style: string;
  nonce: string;
  panel: string;
}

/** The page of a panel: nothing may run or load but our own bundle. */
export function pageOf({ title, cspSource, script, style, nonce, panel }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body data-panel="${escapeHtml(panel)}">
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}
