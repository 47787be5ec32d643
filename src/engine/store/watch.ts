import { type FSWatcher, statSync, watch } from "node:fs";
import { join } from "node:path";
import { type Disposable, disposable } from "../../shared/disposable.ts";

const DEBOUNCE_MS = 100;
const POLL_MS = 2_000;

/**
 * Calls back soon after runs were added, ended, deleted or restored, by whichever process. Directories are watched where
 * the system can; a look at six modification times every two seconds sees the rest (network drives, used-up watchers).
 */
export function watchRuns(commonDir: string, onChange: () => void, pollMs = POLL_MS): Disposable {
  const refs = join(commonDir, "refs", "trainyard");
  const directories = [join(refs, "runs"), join(refs, "trash", "runs"), join(commonDir, "trainyard", "live"), join(commonDir, "reftable")];
  const watchers = new Map<string, FSWatcher>();
  let before = signature(commonDir, directories);
  let timer: NodeJS.Timeout | undefined;

  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      before = signature(commonDir, directories);
      onChange();
    }, DEBOUNCE_MS);
    timer.unref();
  };
  const follow = () => {
    for (const directory of directories) {
      if (watchers.has(directory) || !exists(directory)) continue;
      try {
        const watcher = watch(directory, { persistent: false }, (_, name) => {
          if (!isTransient(name)) soon();
        });
        const forget = () => {
          watcher.close();
          watchers.delete(directory);
        };
        watcher.on("error", forget);
        watchers.set(directory, watcher);
      } catch {
        // the poll below sees it, only later
      }
    }
  };
  follow();
  const poll = setInterval(() => {
    for (const [directory, watcher] of watchers) {
      if (exists(directory)) continue;
      watcher.close();
      watchers.delete(directory);
    }
    follow();
    if (signature(commonDir, directories) !== before) soon();
  }, pollMs);
  poll.unref();
  return disposable(() => {
    clearInterval(poll);
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  });
}

/** Locks and staging directories come and go before a change, never instead of it. */
const isTransient = (name: string | null) => name !== null && (name.endsWith(".lock") || name.startsWith(".tmp-"));

const exists = (path: string) => statSync(path, { throwIfNoEntry: false }) !== undefined;

const signature = (commonDir: string, directories: string[]): string =>
  [...directories, join(commonDir, "packed-refs")]
    .map((path) => statSync(path, { throwIfNoEntry: false, bigint: true })?.mtimeNs ?? 0n)
    .join(" ");
