import * as vscode from "vscode";
import type { CallOptions } from "../../protocol/rpc.ts";
import { cancelled } from "../../shared/errors.ts";

/** Shows progress that can be cancelled. */
export function working<T>(title: string, work: (options: CallOptions) => Promise<T>): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const controller = new AbortController();
      const listener = token.onCancellationRequested(() => controller.abort(cancelled()));
      let done = 0;
      const onProgress: CallOptions["onProgress"] = ({ message, fraction }) => {
        const increment = fraction === undefined ? 0 : Math.max(0, fraction * 100 - done);
        done += increment;
        progress.report({ message, increment });
      };
      try {
        return await work({ signal: controller.signal, onProgress });
      } finally {
        listener.dispose();
      }
    },
  );
}
