import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { type Handlers, type Notify, serve } from "../rpc.ts";

export interface Ready {
  pid: number;
  version: string;
}

export const READY = "process/ready";

/**
 * The child's side: serves `handlers` to the parent that forked us, says `ready`, and leaves when the parent goes.
 * `onGone` runs before leaving; it has to be synchronous.
 */
export function serveParent<C>(
  version: string,
  makeHandlers: (notify: Notify<C>) => Handlers<C>,
  onGone: () => void,
  onUnexpected: (error: unknown) => void,
): void {
  if (!process.send) throw new Error("This program is started by Trainyard, not by hand.");
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  const notify: { send?: Notify<C> } = {};
  const handlers = makeHandlers((method, params) => notify.send?.(method, params));
  notify.send = serve<C>(connection, handlers, onUnexpected);
  process.once("disconnect", () => {
    onGone();
    process.exit(0);
  });
  connection.listen();
  void connection.sendNotification(READY, { pid: process.pid, version } satisfies Ready);
}
