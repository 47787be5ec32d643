import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureCodeServer } from "./code-server.mjs";
import { findDesktopForTests } from "./desktop-vscode.mjs";
import { mocha } from "./mocha.mjs";
import { ARTIFACTS } from "./paths.mjs";
import { specs } from "./specs.mjs";
import { currentTarget, packageExtension } from "./vsix.mjs";

/** VS Code's own test host where it can be had, else code-server in a browser; the windows are always driven in the browser. */
export function vscodeParts(say) {
  const server = once(() => ensureCodeServer(say));
  const desktop = once(() => findDesktopForTests(say));
  const noServer = () =>
    server().then(
      () => undefined,
      (error) => `no code-server: ${error.message}`,
    );
  return [
    {
      name: "vscode-host",
      needs: async () => ((await desktop()) ? undefined : await noServer()),
      work: async (log) => {
        const program = await desktop();
        const env = program ? { TRAINYARD_DESKTOP_VSCODE: program } : {};
        return mocha("vscode-host", specs("vscode", ["ui/", "host/"]), log, { env });
      },
    },
    { name: "vscode-ui", needs: noServer, work: (log) => mocha("vscode-ui", specs("vscode/ui"), log) },
    {
      name: "vscode-vsix",
      needs: noServer,
      work: async (log) => {
        mkdirSync(ARTIFACTS, { recursive: true });
        const { file } = await packageExtension(currentTarget(), ARTIFACTS, say);
        return mocha("vscode-vsix", specs("vscode/ui"), log, { env: { TRAINYARD_VSIX: join(file) } });
      },
    },
  ];
}

function once(make) {
  let made;
  return () => {
    made ??= make();
    return made;
  };
}
