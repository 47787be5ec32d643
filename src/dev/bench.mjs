// `npm run bench [-- name ...]`: every bench/*.bench.mjs, in one table; each row is a ratio to its peer in the same run.
import { readdirSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const wanted = process.argv.slice(2);
const files = readdirSync(join(root, "bench")).filter((name) => name.endsWith(".bench.mjs"));
const chosen = files.filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));

const rows = [];
let failed = 0;
for (const name of chosen) {
  process.stderr.write(`${name}...\n`);
  try {
    const { default: measure } = await import(pathToFileURL(join(root, "bench", name)).href);
    rows.push(...(await measure({ root, dist: join(root, "dist") })));
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
console.log(`\n${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`);
for (const row of table) console.log(`| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`);
process.exitCode = failed > 0 ? 1 : 0;
