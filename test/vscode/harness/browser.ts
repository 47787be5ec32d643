import { type BrowserContext, chromium } from "playwright-core";
import { places } from "./places.ts";
import { type Profile, profileEnv } from "./profile.ts";

/** Nothing but loopback is resolved: a request to anywhere else fails at once. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** What one wait may take, however busy the machine is. */
const WAIT_MS = 60_000;

export async function startBrowser(profile: Profile, viewport = { width: 1600, height: 900 }): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile.path("browser"), {
    executablePath: places().browser,
    headless: true,
    args: ARGS,
    viewport,
    env: profileEnv(profile),
    permissions: ["clipboard-read", "clipboard-write"],
    timeout: WAIT_MS,
  });
  context.setDefaultTimeout(WAIT_MS);
  return context;
}
