import { Worker } from "node:worker_threads";

const EVERY_MS = 500;

const LOOP = `
const { workerData } = require("node:worker_threads");
const gone = () => {
  if (process.ppid !== workerData.parent) return true;
  try { process.kill(workerData.parent, 0); return false; } catch (error) { return error.code === "ESRCH"; }
};
setInterval(() => { if (gone()) process.kill(process.pid, "SIGKILL"); }, ${EVERY_MS});
`;

/**
 * Ends this process when its parent is gone, even while it is busy in a loop that never yields.
 * A thread of its own looks: the main thread may be in native code or in a user's `while (true)`.
 */
export function startWatchdog(): void {
  new Worker(LOOP, { eval: true, workerData: { parent: process.ppid }, stdout: false, stderr: false }).unref();
}
