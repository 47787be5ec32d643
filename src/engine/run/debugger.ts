import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { TrainQuery } from "../../protocol/run.ts";
import type { Live } from "./live.ts";
import type { WorkerProcess } from "./worker.ts";

const LOOK_EVERY_MS = 50;

/** Where a run was asked for with a debugger: lets its worker wait for one, and says at which port once it does. */
export async function openToDebugger({ client }: WorkerProcess, { debug }: TrainQuery, live: Live): Promise<void> {
  if (!debug) return;
  const { port } = await client.request("worker/debugger", {}, { signal: live.signal });
  void announce(port, live);
}

/** A debugger that came too early would find nobody, so it is told of the port when somebody listens there. */
async function announce(port: number, live: Live): Promise<void> {
  while (!live.signal.aborted && live.snapshot.run.status === "RUNNING") {
    if (await listens(port)) return live.update({ phase: "waiting for the debugger", debugPort: port });
    await sleep(LOOK_EVERY_MS);
  }
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
