import { rm, stat } from "node:fs/promises";
import type { Experiment } from "../../protocol/experiment.ts";
import type { DataSource } from "../../protocol/worker.ts";
import { freshnessOf } from "../data/open/fresh.ts";
import { readOnce, rowsKeyOf } from "../data/open/open.ts";
import { type Kept, type Make, SharedThings, type Waiting } from "../data/open/shared.ts";
import { prepareSource } from "../data/source.ts";
import type { Engine } from "../engine.ts";

const LIMITS = { most: 2, bytes: 4 * 1024 ** 3 };

interface Prepared extends Kept {
  source: DataSource;
}

export interface ExperimentAt {
  experiment: Experiment;
  /** Folder of the experiment file. */
  directory: string;
  /** The workspace folder. */
  folder: string;
}

/** Data of experiments, split, in a database that a worker may open; kept for a few of them while someone looks at their recipes. */
export class PreparedSources {
  readonly #engine: Pick<Engine, "data" | "temp">;
  readonly #kept = new SharedThings<Prepared>(LIMITS);

  constructor(engine: Pick<Engine, "data" | "temp">) {
    this.#engine = engine;
  }

  /** Does `work` with an experiment's data: made anew only where the data, the target or the split are others. */
  async use<T>(at: ExperimentAt, waiting: Waiting, work: (source: DataSource) => Promise<T>): Promise<T> {
    return this.#kept.use(JSON.stringify([at.directory, rowsKeyOf(at.experiment)]), this.#make(at), ({ source }) => work(source), waiting);
  }

  #make({ experiment, directory, folder }: ExperimentAt): Make<Prepared> {
    const { temp } = this.#engine;
    return async (signal, progress) => {
      const tempDirectory = await temp.make();
      const dispose = () => rm(tempDirectory, { recursive: true, force: true });
      const read = readOnce(this.#engine, folder, experiment, signal);
      try {
        const { source, data, ingested } = await prepareSource({ experiment, directory, folder, tempDirectory, signal, progress, read });
        const { size: bytes } = await stat(source.database);
        return { source, bytes, isFresh: await freshnessOf(data.path, ingested.files), dispose };
      } catch (error) {
        await dispose();
        throw error;
      }
    };
  }
}
