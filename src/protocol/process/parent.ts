import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { type Handlers, type Notify, serve } from "../rpc.ts";

export interface Ready {
  pid: number;
  version: string;
}

/** Longest that work may take to end once the parent is gone. */
const LEAVE_WITHIN_MS = 10_000;
/** Longest that the parent may take to bring work to its end when all of us are told to go. */
const PARENT_ENDS_WITHIN_MS = 30_000;

export const READY = "process/ready";

/**
 * The child's side: serves `handlers` to the parent that forked us, says `ready`, and leaves when the parent goes.
 * `onGone` is given a few seconds to bring work to a good end first.
 */
export function serveParent<C>(
  version: string,
  makeHandlers: (notify: Notify<C>) => Handlers<C>,
  onGone: () => Promise<void>,
  onUnexpected: (error: unknown) => void,
): void {
  if (!process.send) throw new Error("This program is started by Trainyard, not by hand.");
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  const notify: { send?: Notify<C> } = {};
  const handlers = makeHandlers((method, params) => notify.send?.(method, params));
  notify.send = serve<C>(connection, handlers, onUnexpected);
  const leave = once(() => {
    setTimeout(() => process.exit(1), LEAVE_WITHIN_MS).unref();
    void onGone()
      .catch(onUnexpected)
      .finally(() => process.exit(0));
  });
  process.once("disconnect", leave);
  // Ctrl-C reaches the whole group, and so does what a supervisor or a scheduler sends: the parent decides what it means.
  process.on("SIGINT", () => undefined);
  process.once("SIGTERM", () => setTimeout(leave, PARENT_ENDS_WITHIN_MS).unref());
  connection.listen();
  void connection.sendNotification(READY, { pid: process.pid, version } satisfies Ready);
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}
