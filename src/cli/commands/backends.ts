import type { BackendState } from "../../protocol/backend.ts";
import { plural } from "../../shared/format.ts";
import type { Command } from "../command.ts";
import { table } from "../terminal/table.ts";

export const backends: Command = {
  name: "backends",
  positionals: [],
  summary: "What TensorFlow.js can run on here, and how a training chooses.",
  flags: {},
  examples: ["trainyard backends", "trainyard backends --json"],
  async run(_args, { cwd, terminal, signal, engine }) {
    const client = await engine();
    const state = await client.request("engine/backends", { folder: cwd, choice: "auto" }, { signal });
    terminal.print(describe(state));
    return state;
  },
};

function describe({ chosen, available, measured }: BackendState): string {
  const rows = available.map(({ name, version, problem }) => [name, version ?? "", problem ?? "works"]);
  return [table(["backend", "version", ""], rows), "", `Usual here: ${chosen.version}. ${chosen.reason}`, choosing(measured)].join("\n");
}

const choosing = (measured: BackendState["measured"]): string =>
  measured
    ? `A long training of a network first tries each for a moment, and takes the fastest: measured so far ${plural(measured.networks, "network")}${busy(measured)}, in ${measured.directory}`
    : "Nothing is measured: TRAINYARD_MEASURE is off.";

const busy = ({ disturbed }: NonNullable<BackendState["measured"]>): string =>
  disturbed === 0
    ? ""
    : ` (${disturbed === 1 ? "one" : disturbed} while other programs kept the machine busy: the next long training measures again)`;
