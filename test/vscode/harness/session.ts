import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { startBrowser } from "./browser.ts";
import { FAILURES, ROOT } from "./places.ts";
import { processesOfHome } from "./processes.ts";
import { createProfile, type Profile } from "./profile.ts";
import { picture } from "./screenshot.ts";
import { type Server, startServer } from "./server.ts";
import { installVsix } from "./vsix.ts";
import { until } from "./wait.ts";
import { openWorkbench } from "./workbench.ts";

/** One VS Code with one browser, and the windows opened in it. */
export interface Session {
  profile: Profile;
  server: Server;
  context: BrowserContext;
  /** A window with our extension: the one under development, or the packaged one where `TRAINYARD_VSIX` names it. */
  open(folder?: string): Promise<Page>;
  /** Ends everything and checks that no process of ours is left; `failed` keeps the logs. */
  close(failed: boolean): Promise<void>;
}

export async function startSession(name: string, settings: Record<string, unknown> = {}): Promise<Session> {
  const vsix = process.env.TRAINYARD_VSIX;
  const kept = vsix ? `${name}-packaged` : name;
  const profile = createProfile(settings);
  if (vsix) await installVsix(profile, vsix);
  const server = await startServer(profile);
  const context = await startBrowser(profile);
  return {
    profile,
    server,
    context,
    open: (folder) =>
      openWorkbench(context, server, profile, { ...(folder === undefined ? {} : { folder }), ...(vsix ? {} : { extension: ROOT }) }),
    async close(failed) {
      if (failed) {
        for (const [index, page] of context.pages().entries())
          await picture(page, `window-${index}`, join(FAILURES, kept)).catch(() => undefined);
      }
      await context.close();
      await server.stop();
      if (failed) profile.keepLogs(kept);
      const left = () => processesOfHome(profile.home, "cjs");
      await until(`no process of ours is left: ${JSON.stringify(left())}`, () => left().length === 0);
      profile.dispose();
    },
  };
}
