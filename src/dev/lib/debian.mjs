import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, tail } from "./run.mjs";

/** Debian package -> is it there? Only what is asked for by name is looked at. */
const PRESENT = {
  chromium: () => onPath("chromium"),
  "fonts-dejavu-core": () => existsSync("/usr/share/fonts/truetype/dejavu"),
  "libkrb5-dev": () => existsSync("/usr/include/gssapi/gssapi.h"),
  "g++": () => onPath("g++"),
  make: () => onPath("make"),
  openssl: () => onPath("openssl"),
  postgresql: () => existsSync("/usr/lib/postgresql"),
  python3: () => onPath("python3"),
  "git-lfs": () => onPath("git-lfs"),
};

/** Where a program of this name is on the PATH; undefined where it is not. */
export const onPath = (program) =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((dir) => join(dir, program))
    .find(existsSync);

/** Installs those of `packages` that are missing. Throws, saying what to do, where we are not root or this is not Debian. */
export async function ensureDebianPackages(packages, say) {
  const missing = packages.filter((name) => !PRESENT[name]());
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.platform !== "linux" || !onPath("apt-get"))
    throw new Error(`Needed here and not found: ${missing.join(", ")}. Install them and run this again.`);
  if (process.getuid() !== 0)
    throw new Error(`Needed here and not found: ${missing.join(", ")}. Run \`sudo ${command}\` and then this again.`);
  say(command);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await apt(["update", "-qq"], env);
  await apt(command.split(" ").slice(1), env);
}

async function apt(args, env) {
  const { code, output } = await run("apt-get", args, { env, capture: true, timeoutMs: 600_000 });
  if (code !== 0) throw new Error(`apt-get ${args.join(" ")} failed (${code}):\n${tail(output)}`);
}
