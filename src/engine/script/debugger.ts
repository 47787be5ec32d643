import inspector from "node:inspector";
import { createServer } from "node:net";
import { debuggerPortTaken } from "./errors.ts";

/** Of this machine alone: whoever can attach can run code here. */
const HOST = "127.0.0.1";

let chosen: number | undefined;

/** Chooses a free port, at which a debugger can attach once `waitForDebugger` is reached; until then it finds nobody. */
export async function expectDebugger(): Promise<{ port: number }> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, HOST, resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  chosen = port;
  return { port };
}

/** Does nothing else until a debugger has attached, where one is expected. */
export function waitForDebugger(): void {
  if (chosen === undefined) return;
  // Opened and waiting in one: a debugger that attached in between would never release us.
  inspector.open(chosen, HOST, true);
  if (!inspector.url()) throw debuggerPortTaken(chosen);
}

/** Whether the user's code is debugged: then what is compiled here says where in the user's file it comes from. */
export const isDebugged = (): boolean => chosen !== undefined;
