// How long a command and the engine take to be there, against a Node process that does nothing.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interleave, time, timeProgram } from "./lib/measure.mjs";

const REPEATS = 15;

/** Milliseconds from the fork to the first message over IPC. */
const untilFirstMessage = (module) =>
  time(async () => {
    const child = fork(module, [], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
    await new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("error", reject);
      child.once("exit", () => reject(new Error(`${module} ended before it was ready`)));
    });
    child.removeAllListeners("exit");
    child.kill("SIGKILL");
  });

export default async function start({ dist }) {
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const bare = join(directory, "bare.cjs");
  writeFileSync(bare, "process.send('ready'); process.on('disconnect', () => process.exit());");
  try {
    const { command, node, engine, worker, child } = await interleave(
      {
        command: () => timeProgram(process.execPath, [join(dist, "cli.js"), "--version"]),
        node: () => timeProgram(process.execPath, ["-e", "0"]),
        engine: () => untilFirstMessage(join(dist, "engine.cjs")),
        worker: () => untilFirstMessage(join(dist, "worker.cjs")),
        child: () => untilFirstMessage(bare),
      },
      REPEATS,
    );
    return [
      { what: "CLI cold start (trainyard --version)", ours: command, theirs: node, unit: "ms", against: "node -e 0" },
      { what: "engine start to ready", ours: engine, theirs: child, unit: "ms", against: "bare forked process" },
      { what: "worker start to ready", ours: worker, theirs: child, unit: "ms", against: "bare forked process" },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
