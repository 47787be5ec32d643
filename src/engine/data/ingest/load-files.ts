import type { ReadingOptions } from "../../../protocol/reading.ts";
import type { Database } from "../database.ts";
import { loadDelimited } from "./delimited.ts";
import { type FoundFile, filesNamed, lookAt } from "./files.ts";
import type { Loaded, Work } from "./loaded.ts";
import { loadStructured } from "./structured.ts";

/** Looks at every file that an absolute path or glob names. */
export const lookAtNamed = async (file: string, { scratch, signal }: Work): Promise<FoundFile[]> =>
  lookAt(file, await filesNamed(file), scratch, signal);

/** Reads files of one format into the table `data` (without `__row`). */
export const loadFiles = (database: Database, found: FoundFile[], work: Work, options: ReadingOptions): Promise<Loaded> =>
  found[0]?.format === "delimited" ? loadDelimited(database, found, work, options) : loadStructured(database, found, options);
