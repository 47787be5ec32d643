// `npm test [-- --only NAME,...] [--no-skips]`: everything, with what it needs set up first.
// Ends with `N passed, N failed` (and `, N skipped`); exits with 0 only when nothing failed.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sentence } from "./lib/counts.mjs";
import { mocha } from "./lib/mocha.mjs";
import { checkPart, runPart } from "./lib/part.mjs";
import { ROOT } from "./lib/paths.mjs";
import { makeReady } from "./lib/ready.mjs";
import { specs } from "./lib/specs.mjs";
import { vscodeParts } from "./lib/vscode-parts.mjs";

const { values } = parseArgs({ options: { only: { type: "string" }, "no-skips": { type: "boolean", default: false } } });
const say = (line) => console.log(line);

const C8 = [join(ROOT, "node_modules", "c8", "bin", "c8.js"), process.execPath];
const types = checkPart("types", "tsc -b", "typescript/bin/tsc", ["-b"]);
const [NATIVE, PANELS] = ["compile/", "webview/"];
// Two lanes that take about as long.
const lanes = [
  [
    checkPart("lint", "biome check", "@biomejs/biome/bin/biome", ["check", "."]),
    checkPart("unused", "knip", "knip/bin/knip.js", []),
    { name: "unit", work: (log) => mocha("unit", specs(".", ["vscode/", NATIVE, PANELS]), log, { before: C8 }) },
  ],
  [
    ...vscodeParts(say),
    // In a process of its own: tfjs-node's copy of TensorFlow.js shares its engine with ours, and so the names of variables.
    { name: "unit-native", work: (log) => mocha("unit-native", specs(NATIVE), log) },
    { name: "unit-panels", work: (log) => mocha("unit-panels", specs(PANELS), log) },
  ],
];

const names = [types, ...lanes.flat()].map(({ name }) => name);
const wanted = values.only?.split(",") ?? names;
const isWanted = ({ name }) => wanted.some((word) => name === word || name.startsWith(`${word}-`));
const unknown = wanted.filter((word) => !names.some((name) => name === word || name.startsWith(`${word}-`)));
if (unknown.length > 0) {
  console.error(`error: no such part: ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  process.exit(2);
}

process.exitCode = await main();

async function main() {
  try {
    await makeReady((line) => say(`${line}...`));
  } catch (error) {
    console.error(`error: ${error.message}`);
    say("0 passed, 1 failed");
    return 1;
  }
  // The tests run from what tsc writes, so it goes first and always runs.
  const compiled = await runPart(types, say);
  const rest = await Promise.all(lanes.map((lane) => inOrder(lane.filter(isWanted))));
  return summary([...(isWanted(types) || compiled.failed > 0 ? [compiled] : []), ...rest.flat()]);
}

async function inOrder(parts) {
  const done = [];
  for (const part of parts) done.push(await runPart(part, say));
  return done;
}

function summary(results) {
  for (const { name, failures, log } of results.filter(({ failed }) => failed > 0)) {
    for (const { title, message } of failures) say(`\nFAILED ${name}: ${title}\n${indent(message)}`);
    say(`\nAll that ${name} said: ${log}`);
  }
  for (const { name, unsteady, log } of results.filter((each) => each.unsteady.length > 0)) {
    for (const { title, message } of unsteady)
      say(`\nUNSTEADY ${name}: ${title}: failed, and passed when it ran again\n${indent(message)}`);
    say(`\nAll that ${name} said: ${log}`);
  }
  for (const { name, skipped } of results) for (const reason of skipped) say(`SKIPPED ${name}: ${reason}`);
  const total = {
    passed: sum(results, (each) => each.passed),
    failed: sum(results, (each) => each.failed),
    skipped: results.flatMap((each) => each.skipped),
  };
  if (values["no-skips"] && total.skipped.length > 0) {
    say(`\nSkipped parts count as failed here (--no-skips).`);
    total.failed += total.skipped.length;
    total.skipped = [];
  }
  say(`\n${sentence(total)}`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
}

function sum(results, count) {
  return results.reduce((total, each) => total + count(each), 0);
}

function indent(text) {
  return text.replace(/^/gm, "    ");
}
