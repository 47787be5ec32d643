import { isDeepStrictEqual } from "node:util";
import type { Experiment } from "../../protocol/experiment.ts";
import type { RecipeEdit, Suggestion } from "../../protocol/prepare.ts";
import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import { plural } from "../../shared/format.ts";
import { handled, kindOf } from "./handled.ts";
import { RULES, type Rule } from "./rules.ts";

/** More columns than this are named by their type, where they are all of it. */
const FEW = 3;

/** Steps that mend what a profile shows, in the order in which they belong, for what the recipe does not see to yet. */
export function suggestionsFor(profile: Profile, experiment: Experiment, algorithm: string): Suggestion[] {
  const drawn = profile.sampledFrom === null ? "" : ` (seen in ${plural(profile.rows, "row")} drawn from all)`;
  return RULES.filter(({ notFor }) => !notFor?.includes(algorithm)).flatMap((rule) => {
    const made = rule.table ? forTable(rule, profile, experiment) : forColumns(rule, profile, experiment);
    return made ? [{ ...made, reason: `${made.reason}${drawn}` }] : [];
  });
}

function forTable(rule: Rule, profile: Profile, { recipe }: Experiment): Suggestion | null {
  const reason = rule.table?.(profile) ?? null;
  if (reason === null || recipe.some(({ step, enabled }) => enabled && rule.by.includes(step))) return null;
  return { id: rule.id, title: rule.title, reason, edit: editOf(rule, "all", recipe) };
}

function forColumns(rule: Rule, profile: Profile, { recipe, target, exclude }: Experiment): Suggestion | null {
  const features = profile.columns.filter(({ name }) => name !== target && !exclude.includes(name));
  const all = features.filter(
    (column) => rule.when(column, profile, (steps) => handled(recipe, column, steps)) && !handled(recipe, column, rule.by),
  );
  const [first] = all;
  if (!first) return null;
  const optionsOf = (column: ColumnProfile) => ({ ...rule.options, ...rule.optionsFor?.(column) });
  const options = optionsOf(first);
  const found = all.filter((column) => isDeepStrictEqual(optionsOf(column), options));
  const names = found.map(({ name }) => name);
  const [kind] = found.map(kindOf);
  const whole =
    !rule.optionsFor && names.length > FEW && features.every((column) => names.includes(column.name) === (kindOf(column) === kind));
  return {
    id: `${rule.id}:${names.join(",")}`,
    title: `${rule.title} ${listed(names)}`,
    reason: rule.why(found),
    edit: rule.step === null ? { edit: "exclude", columns: names } : editOf({ ...rule, options }, whole && kind ? kind : names, recipe),
  };
}

/** The step, before the first one that has to come later. */
function editOf({ step, options, before }: Rule, columns: string | string[], recipe: Experiment["recipe"]): RecipeEdit {
  const later = recipe.findIndex((one) => before.includes(one.step));
  return { edit: "add", at: later < 0 ? recipe.length : later, step: { step, columns, ...options } };
}

const listed = (names: readonly ColumnProfile["name"][]): string =>
  names.length <= FEW ? names.join(", ") : `${names.slice(0, FEW - 1).join(", ")} and ${names.length - FEW + 1} more`;
