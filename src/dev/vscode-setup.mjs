// Puts the VS Code that the tests and `npm run vscode` drive into the cache. Does nothing when it is there.
import { ensureCodeServer } from "./lib/code-server.mjs";

const { home } = await ensureCodeServer((line) => console.log(line));
console.log(`code-server is in ${home}`);
