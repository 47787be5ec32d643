// `npm run bench [-- name ...] [--publish | --publish=last]`: every bench/*.bench.mjs, in one table; each row is a ratio to its peer in the same run.
// `--publish` writes what was measured, `--publish=last` what was measured the last time, into the documentation, of benches that have a place there.
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { machine, machineText } from "../../bench/lib/machine.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const publishing = process.argv.find((word) => /^--publish(=last)?$/.test(word));
const wanted = process.argv.slice(2).filter((word) => word !== publishing);
const files = readdirSync(join(root, "bench")).filter((name) => name.endsWith(".bench.mjs"));
const chosen = files.filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));

const rows = [];
let failed = 0;
for (const name of chosen) {
  process.stderr.write(`${name}...\n`);
  try {
    const { default: measure, publish } = await import(pathToFileURL(join(root, "bench", name)).href);
    if (publishing !== "--publish=last") rows.push(...(await measure({ root, dist: join(root, "dist") })));
    if (publishing) await publish?.({ root });
  } catch (error) {
    failed += 1;
    process.stderr.write(`${name} failed: ${error.stack ?? error}\n`);
  }
}

const figure = (value, unit, digits) =>
  value === null ? "" : `${value < 10 || digits ? value.toFixed(digits ?? 2) : Math.round(value).toLocaleString("en-US")} ${unit}`;
const cells = rows.map(({ what, ours, theirs, unit, digits, against, aim }) => [
  what,
  figure(ours, unit, digits),
  figure(theirs, unit, digits),
  against,
  (ours / theirs).toFixed(2),
  aim ?? "",
]);
const table = [["what", "ours", "peer", "peer is", "ratio", "aim"], ...cells];
const widths = table[0].map((_, i) => Math.max(...table.map((row) => row[i].length)));
console.log(`\n${machineText(machine())}\n`);
for (const row of table) console.log(`| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`);
process.exitCode = failed > 0 ? 1 : 0;
