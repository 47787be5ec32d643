import type { RunSummary } from "../../protocol/run.ts";
import type { Git } from "./git/call.ts";
import { changeRefs, listRefs } from "./git/refs.ts";
import { ALIASES } from "./names.ts";

/** The ref of an alias among the runs of an experiment: `refs/trainyard/aliases/penguins/champion`, pointing to the run's commit. */
export function aliasRef(group: string, alias: string): string {
  const name = group.replace(/^\.?\/+/, "").replace(/\.experiment\.jsonc?$/, "");
  return `${ALIASES}${name.split("/").map(refPart).join("/")}/${alias}`;
}

/** What git does not allow in the name of a ref, as a URL writes it. */
function refPart(part: string): string {
  const encoded = encodeURIComponent(part).replaceAll("*", "%2A").replaceAll("~", "%7E");
  return encoded.replace(/^\.|\.$|\.(?=\.)|\.(?=lock$)/g, "%2E").replace(/^$|^@$/, "%40");
}

/** Points the alias to a kept run, wherever it pointed before. */
export const setAlias = (git: Git, { group, commit }: RunSummary, alias: string): Promise<void> =>
  git(changeRefs([{ action: "point", ref: aliasRef(group, alias), oid: commit as string }]));

/** The commit that the alias points to; null where there is none. */
export async function readAlias(git: Git, group: string, alias: string): Promise<string | null> {
  const ref = aliasRef(group, alias);
  const found = await git(listRefs(ref));
  return found.find((one) => one.ref === ref)?.oid ?? null;
}

/** The runs, with the aliases that point to them. */
export async function withAliases<R extends Pick<RunSummary, "commit">>(git: Git, runs: R[]): Promise<R[]> {
  if (runs.every(({ commit }) => commit === null)) return runs;
  const names = new Map<string, string[]>();
  for (const { ref, oid } of await git(listRefs(ALIASES))) names.set(oid, [...(names.get(oid) ?? []), ref.slice(ref.lastIndexOf("/") + 1)]);
  return runs.map((run) => {
    const aliases = run.commit === null ? undefined : names.get(run.commit);
    return aliases ? { ...run, aliases } : run;
  });
}
