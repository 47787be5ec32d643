// `npm run test:long`: the fuzz tests with thousands of damaged files instead of dozens, all properties on new values, and a
// thousand compiled fits in one process. About half an hour.
import { readFileSync } from "node:fs";
import { sentence } from "./lib/counts.mjs";
import { mocha } from "./lib/mocha.mjs";
import { checkPart, runPart } from "./lib/part.mjs";
import { makeReady } from "./lib/ready.mjs";
import { specs } from "./lib/specs.mjs";

const say = (line) => console.log(line);
await makeReady((line) => say(`${line}...`));
const files = specs(".", ["vscode/"]).filter((file) => file.endsWith("fuzz.test.js") || readFileSync(file, "utf8").includes("fast-check"));
const env = { TRAINYARD_SEED: "random", TRAINYARD_FUZZ_RUNS: process.env.TRAINYARD_FUZZ_RUNS ?? "1500" };
const results = [await runPart(checkPart("types", "tsc -b", "typescript/bin/tsc", ["-b"]), say)];
const fits = specs("compile/").filter((file) => file.endsWith("many-fits.test.js"));
const parts = [
  { name: "long", work: (log) => mocha("long", files, log, { env, timeoutMs: 7_200_000 }) },
  { name: "long-fits", work: (log) => mocha("long-fits", fits, log, { env: { TRAINYARD_FITS: "1000" }, timeoutMs: 1_200_000 }) },
];
if (results[0].failed === 0) for (const part of parts) results.push(await runPart(part, say));
for (const { failures } of results) for (const { title, message } of failures) say(`\nFAILED ${title}\n${message}`);
const failed = results.reduce((sum, part) => sum + part.failed, 0);
say(`\n${sentence({ passed: results.reduce((sum, part) => sum + part.passed, 0), failed, skipped: [] })}`);
process.exitCode = failed > 0 ? 1 : 0;
