import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { places } from "./places.ts";
import { type Profile, profileEnv } from "./profile.ts";

export interface Server {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** `127.0.0.1:<port>`, as vscode-remote URIs name it. */
  authority: string;
  pid: number;
  logFile: string;
  /** Ends the server and all it started: its own process group, nothing else. */
  stop(): Promise<void>;
}

const UP_MS = 120_000;

/** Starts real VS Code behind HTTP on a free loopback port; on another where somebody else was faster. */
export async function startServer(profile: Profile, env: Record<string, string> = {}, tries = 3): Promise<Server> {
  const { node, entry } = places();
  const port = await freePort();
  const logFile = profile.path("server.log");
  const log = openSync(logFile, "a");
  const child = spawn(node, [entry, ...serverArgs(profile, port)], {
    env: profileEnv(profile, { EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env }),
    stdio: ["ignore", log, log],
    detached: true,
  });
  const state: { ended?: string } = {};
  child.once("error", (error) => {
    state.ended = error.message;
  });
  child.once("exit", (code, signal) => {
    state.ended = `exit ${code ?? signal}`;
  });
  const url = `http://127.0.0.1:${port}`;
  const pid = child.pid ?? -1;
  const stop = async () => {
    signalGroup(pid, "SIGTERM");
    for (let waited = 0; waited < 50 && state.ended === undefined; waited++) await sleep(100);
    signalGroup(pid, "SIGKILL");
  };
  endWithUs(pid);
  const deadline = Date.now() + UP_MS;
  while (!(await answers(`${url}/healthz`))) {
    if (state.ended !== undefined || Date.now() > deadline) {
      await stop();
      if (state.ended !== undefined && tries > 1) return startServer(profile, env, tries - 1);
      throw new Error(`code-server did not come up (${state.ended ?? "too slow"}):\n${readFileSync(logFile, "utf8")}`);
    }
    await sleep(100);
  }
  return { url, authority: `127.0.0.1:${port}`, pid, logFile, stop };
}

/** However this process ends, short of SIGKILL, the server ends with it. */
function endWithUs(pid: number): void {
  process.once("exit", () => signalGroup(pid, "SIGKILL"));
  for (const signal of ["SIGTERM", "SIGHUP"] as const) if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(1));
}

const serverArgs = (profile: Profile, port: number) => [
  ...["--config", profile.path("config.yaml"), "--bind-addr", `127.0.0.1:${port}`, "--auth", "none"],
  ...["--user-data-dir", profile.path("data"), "--extensions-dir", profile.path("extensions")],
  ...["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"],
  ...["--disable-proxy", "--ignore-last-opened"],
];

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 0) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // already gone
  }
}
