// `npm run setup`: dependencies and build, where they are missing or stale. `npm start` and `npm test` do this by themselves.
import { makeReady } from "./lib/ready.mjs";

try {
  await makeReady((line) => console.error(`${line}...`));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
