// Loads and activates the extension with VS Code's API stubbed: our own share of the activation time, in milliseconds.
// `node activate.cjs BUNDLE`: any extension's main file.
const { readFileSync } = require("node:fs");
const Module = require("node:module");

/** Anything at all: can be read, called, constructed and extended; never a promise. */
const anything = () =>
  new Proxy(function stub() {}, {
    get: (_target, key) => (key === "then" ? undefined : key === Symbol.toPrimitive ? () => "0" : anything()),
    apply: () => anything(),
    construct: () => anything(),
  });

const bundle = process.argv[2];
const types = readFileSync(require.resolve("@types/vscode/index.d.ts"), "utf8");
const names = [...types.matchAll(/^\s+export (?:namespace|class|enum|const|function) (\w+)/gm)].map(([, name]) => name);
const vscode = Object.fromEntries([...new Set(names)].map((name) => [name, anything()]));
const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? vscode : load(request, ...rest));

const start = performance.now();
require(bundle).activate(Object.assign(anything(), { subscriptions: [] }));
console.log(performance.now() - start);
process.exit(0);
