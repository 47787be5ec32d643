import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "trainyard-";

/** Temporary directories of this process. What a killed process left is swept by the next one. */
export class TempDirectories {
  #base: string | undefined;

  /** Runs `work` with a fresh directory that is gone afterwards, however it ends. */
  async use<T>(work: (directory: string) => Promise<T>): Promise<T> {
    this.#base ??= this.#makeBase();
    mkdirSync(this.#base, { recursive: true });
    const directory = mkdtempSync(join(this.#base, "job-"));
    try {
      return await work(directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** Removes everything, at once: for leaving. */
  dispose(): void {
    if (this.#base) rmSync(this.#base, { recursive: true, force: true });
  }

  #makeBase(): string {
    for (const name of readdirSync(tmpdir())) {
      const pid = Number(new RegExp(`^${PREFIX}(\\d+)$`).exec(name)?.[1]);
      if (pid > 0 && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
    return join(tmpdir(), `${PREFIX}${process.pid}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
