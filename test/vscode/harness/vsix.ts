import { spawn } from "node:child_process";
import { places } from "./places.ts";
import { type Profile, profileEnv } from "./profile.ts";

/** Installs a packaged extension into the profile, as `code --install-extension` does. */
export async function installVsix(profile: Profile, vsix: string): Promise<void> {
  const { node, entry } = places();
  const dirs = [
    "--config",
    profile.path("config.yaml"),
    "--user-data-dir",
    profile.path("data"),
    "--extensions-dir",
    profile.path("extensions"),
  ];
  const child = spawn(node, [entry, ...dirs, "--install-extension", vsix, "--force"], {
    env: profileEnv(profile),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 300_000,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${vsix} could not be installed (${code}):\n${said}`);
}
