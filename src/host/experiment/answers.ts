import { readFile } from "node:fs/promises";
import type { Contract } from "../../protocol/contract.ts";
import type { PanelInput } from "../../protocol/panel.ts";
import type { JsonSchema, PreviewWanted } from "../../protocol/prepare.ts";
import type { Client, HandlerContext } from "../../protocol/rpc.ts";
import type { PageHandlers } from "../panels/channel.ts";
import { editRecipe } from "../prepare/edit.ts";
import { columnsOf, dataNamedBy } from "./data.ts";

export interface Asked {
  client: Client<Contract>;
  input: Extract<PanelInput, { panel: "experiment" }>;
  /** As it is now, saved or not, and what it says where it can be read. */
  text: () => string;
  content: () => Record<string, unknown>;
  /** The experiment file's JSON Schema. */
  schema: string;
  session: AbortSignal;
}

/** What the form asks that the engine, or the schema, answers; always of the text as it is now. */
export function answersOf({ client, input, text, content, schema, session }: Asked): PageHandlers {
  const { folder, file } = input;
  const options = ({ signal, progress }: HandlerContext) => ({ signal: AbortSignal.any([signal, session]), onProgress: progress });
  const data = () => dataNamedBy(file, content());
  return {
    "recipe/steps": (params) => client.request("recipe/steps", params),
    "prepare/preview": async ({ edit, ...wanted }: PreviewWanted, context) =>
      client.request("recipe/preview", { folder, file, text: edit ? editRecipe(text(), edit) : text(), ...wanted }, options(context)),
    "prepare/suggest": async (_, context) => client.request("recipe/suggest", { folder, file, text: text() }, options(context)),
    "experiment/schema": async () => JSON.parse(await readFile(schema, "utf8")) as JsonSchema,
    "experiment/problems": async (_, context) => client.request("experiment/check", { folder, file, text: text() }, options(context)),
    "experiment/columns": async (_, context) => {
      const named = data();
      return named ? columnsOf(await client.request("data/page", { folder, ...named, from: 0, count: 1 }, options(context))) : [];
    },
    "experiment/algorithms": async (_, context) => {
      const named = data();
      const { target } = content();
      if (!named) return { why: [], proposals: [] };
      const query = { folder, ...named, ...(typeof target === "string" && target !== "" && { target }) };
      return client.request("experiment/propose", query, options(context));
    },
  };
}
