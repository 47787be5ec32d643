import { AsyncLocalStorage } from "node:async_hooks";

const directories = new AsyncLocalStorage<string>();

/**
 * Lets `work`, and all that it waits for, run code of the user's, whose files are named relative to `directory`. For
 * worker processes only: such code may never end, and the engine has other work.
 */
export const allowUserCode = <T>(directory: string, work: () => T): T => directories.run(directory, work);

/** Where the user's code is, and that it may run; undefined where it may not. */
export const userCodeDirectory = (): string | undefined => directories.getStore();
