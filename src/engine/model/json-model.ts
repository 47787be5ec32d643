import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelOtherVersion, modelUnreadable } from "./errors.ts";

/** A model that is plain JSON: the content of its `model.json`. */
export interface JsonModel {
  format: `trainyard-${string}`;
  version: 1;
}

const MODEL = "model.json";

export const saveJson = (state: JsonModel, directory: string): Promise<void> =>
  writeFile(join(directory, MODEL), `${JSON.stringify(state, null, 1)}\n`);

/** Reads what `saveJson` wrote. Throws `model-unreadable` where it is missing, broken, of another kind or version. */
export async function loadJson<S extends JsonModel>(directory: string, format: S["format"]): Promise<S> {
  const file = join(directory, MODEL);
  const text = await readFile(file, "utf8").catch((error) => {
    throw modelUnreadable(file, "it is missing", error);
  });
  const state = parse<S>(text);
  if (state?.format !== format) throw modelUnreadable(file, `it is no ${format.replace("trainyard-", "")} model`);
  if (state.version !== 1) throw modelOtherVersion(file, state.version);
  return state;
}

function parse<S>(text: string): S | null {
  try {
    return JSON.parse(text) as S;
  } catch {
    return null;
  }
}
