// A process that runs one script as the worker does, and tells its parent (run-script.ts) all that happens.
import { runScript } from "../../src/engine/script/run.ts";
import type { ScriptJob } from "../../src/protocol/worker.ts";
import { factsOf } from "../../src/shared/errors.ts";

process.once("disconnect", () => process.exit());
const abort = new AbortController();
process.on("message", async (message: { job?: ScriptJob; abort?: true }) => {
  if (message.abort) abort.abort();
  if (!message.job) return;
  const send = (value: object) => process.send?.(value);
  try {
    const context = { signal: abort.signal, state: (state: unknown) => send({ state }), log: (log: unknown) => send({ log }) };
    send({ outcome: await runScript(message.job, context) });
  } catch (error) {
    send({ error: factsOf(error), stack: (error as Error).stack });
  }
});
