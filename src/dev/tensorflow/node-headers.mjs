import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run, tail } from "../lib/run.mjs";
import { problem } from "./errors.mjs";
import { RECIPE } from "./recipe.mjs";

/** A directory that holds `node_api.h`: beside the running Node, in the usual places, or from npm's `node-api-headers`. */
export async function nodeHeaders(cache, say) {
  const beside = join(dirname(process.execPath), "..", "include", "node");
  const found = [process.env.NODE_INCLUDE, beside, "/usr/include/node", "/usr/local/include/node"].find(hasHeaders);
  return found ?? fromNpm(join(cache, `node-api-headers-${RECIPE.nodeApiHeaders}`), say);
}

const hasHeaders = (directory) => Boolean(directory) && existsSync(join(directory, "node_api.h"));

async function fromNpm(prefix, say) {
  const include = join(prefix, "node_modules", "node-api-headers", "include");
  if (hasHeaders(include)) return include;
  const wanted = `node-api-headers@${RECIPE.nodeApiHeaders}`;
  say(`fetching ${wanted}`);
  mkdirSync(prefix, { recursive: true });
  const args = ["install", "--prefix", prefix, "--ignore-scripts", "--no-audit", "--no-fund", wanted];
  const { code, output } = await run("npm", args, { cwd: prefix, capture: true });
  if (code === 0 && hasHeaders(include)) return include;
  throw problem(
    `Node's C headers were not found, and npm could not fetch ${wanted}:\n${tail(output, 5)}\n`,
    "Set NODE_INCLUDE to their directory.",
  );
}
