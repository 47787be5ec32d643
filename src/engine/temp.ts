import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./alive.ts";

const NAME = /^trainyard-(\d+)$/;

/** Temporary directories of this process, all in one that bears its id. */
export class TempDirectories {
  readonly #base = join(tmpdir(), `trainyard-${process.pid}`);

  /** Runs `work` with a fresh directory that is gone afterwards, however it ends. */
  async use<T>(work: (directory: string) => Promise<T>): Promise<T> {
    const directory = await this.make();
    try {
      return await work(directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** A fresh directory, which its owner removes; at the latest it goes with this process. */
  async make(): Promise<string> {
    await mkdir(this.#base, { recursive: true });
    return mkdtempSync(join(this.#base, "job-"));
  }

  /** Removes what processes that were killed have left. */
  async sweep(): Promise<void> {
    const names = await readdir(tmpdir()).catch(() => []);
    const left = names.filter((name) => {
      const pid = Number(NAME.exec(name)?.[1]);
      return pid > 0 && pid !== process.pid && !isAlive(pid);
    });
    await Promise.all(left.map((name) => rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)));
  }

  /** Removes everything, at once: for leaving. */
  dispose(): void {
    rmSync(this.#base, { recursive: true, force: true });
  }
}
