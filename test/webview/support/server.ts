import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { builtWebviews } from "./bundles.ts";
import { type Theme, themeCss } from "./themes.ts";

const NONCE = "bm9uY2UtZm9yLXRlc3Rz";
const TYPES: Record<string, string> = { ".js": "text/javascript", ".css": "text/css" };

export interface PanelServer {
  url(panel: string, theme: Theme): string;
  close(): Promise<void>;
}

/** Serves the panels' pages on loopback as VS Code does: the same markup, the same CSP. */
export async function servePanels(): Promise<PanelServer> {
  const bundles = await builtWebviews();
  const server = createServer((request, response) => {
    void answer(new URL(request.url ?? "/", "http://panel")).then(
      ([type, body]) => response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: (panel, theme) => `${origin}/panel?panel=${panel}&theme=${theme}`,
    close: () => new Promise((done) => server.close(() => done())),
  };

  async function answer({ pathname, searchParams }: URL): Promise<[string, string]> {
    const theme = (searchParams.get("theme") ?? "dark") as Theme;
    if (pathname === "/panel") return ["text/html", page(searchParams.get("panel") ?? "", theme, origin)];
    if (pathname === "/theme.css") return ["text/css", themeCss(theme)];
    const file = basename(pathname);
    return [TYPES[extname(file)] ?? "application/octet-stream", await readFile(join(bundles, file), "utf8")];
  }
}

function page(panel: string, theme: Theme, source: string): string {
  const csp = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src ${source}; font-src ${source}; img-src ${source} data:`;
  const kind = { dark: "vscode-dark", light: "vscode-light", "high-contrast": "vscode-high-contrast" }[theme];
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/theme.css?theme=${theme}">
<link rel="stylesheet" href="/${panel}.css">
<title>${panel}</title>
</head>
<body class="${kind}" data-vscode-theme-kind="${kind}" data-panel="${panel}">
<script nonce="${NONCE}" src="/${panel}.js"></script>
</body>
</html>`;
}
