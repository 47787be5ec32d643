import type { QuickPickItem } from "vscode";
import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import type { Proposal } from "../../protocol/proposal.ts";
import { formatShare } from "../../shared/format.ts";
import { targetsOf } from "./targets.ts";

/** What is to be learnt: a column's values, or nothing but what the columns themselves say. */
export interface Aim {
  target: string | null;
}

type Item<T> = QuickPickItem & { value?: T };

const SEPARATOR = -1; // vscode.QuickPickItemKind.Separator, which tests cannot load
const MOST_VALUES = 3;

/** The columns that could be predicted, the likeliest first, each with what is in it; then that nothing is. */
export function aimItems(profile: Profile, without: boolean): Item<Aim>[] {
  const columns = new Map(profile.columns.map((column) => [column.name, column]));
  const targets = targetsOf(profile).map(({ name, what }): Item<Aim> => {
    const column = columns.get(name) as ColumnProfile;
    return { label: name, description: what, detail: contentOf(column, profile.rows), value: { target: name } };
  });
  const nothing: Item<Aim>[] = without
    ? [
        { label: "Or nothing", kind: SEPARATOR },
        {
          label: "$(circle-slash) Nothing",
          description: "learn from the columns alone",
          detail: "Find groups of rows that are alike, odd rows, or a few columns that say the most",
          value: { target: null },
        },
      ]
    : [];
  return [...targets, ...nothing];
}

/** `Adelie, Gentoo, Chinstrap; 2 % missing`. */
function contentOf({ top, type, missing, distinct }: ColumnProfile, rows: number): string {
  const values = type === "number" || type === "date" ? [] : top.slice(0, MOST_VALUES).map(({ value }) => value);
  const shown = values.length > 0 ? `${values.join(", ")}${distinct > values.length ? "..." : ""}` : "";
  return [shown, missing > 0 ? `${formatShare(missing, rows)} missing` : ""].filter(Boolean).join("; ");
}

/** The algorithms that suit, the best to begin with first, each with its reason. */
export function algorithmItems(proposals: readonly Proposal[]): Item<Proposal>[] {
  return proposals.map((proposal) => ({
    label: `${proposal.best ? "$(star-full) " : ""}${proposal.title}`,
    description: `${proposal.algorithm}${proposal.best ? ", good to begin with" : ""}`,
    detail: proposal.reason,
    value: proposal,
  }));
}
