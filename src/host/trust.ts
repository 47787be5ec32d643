import type { Contract } from "../protocol/contract.ts";
import type { Client } from "../protocol/rpc.ts";
import { untrusted } from "./errors.ts";

/** What only looks at data may be asked in an untrusted folder: nothing of the folder runs, its git configuration included. */
const LOOKS_ONLY = ["engine/", "dataset/", "experiment/", "modeltest/check"];

/** A query is run, in a database that it names: no mere look. */
export const needsTrust = (method: string, params?: object): boolean =>
  !LOOKS_ONLY.some((area) => method.startsWith(area)) || /\.sql$/i.test(String((params as { file?: unknown } | undefined)?.file ?? ""));

/** The same client, which refuses what needs trust while there is none. */
export function guarded(client: Client<Contract>, trusted: () => boolean): Client<Contract> {
  return {
    request: (method, params, options) =>
      needsTrust(method, params) && !trusted() ? Promise.reject(untrusted()) : client.request(method, params, options),
    on: (method, listener) => client.on(method, listener),
  };
}
