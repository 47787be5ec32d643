import { html, type TemplateResult } from "lit";
import type { FormChange } from "../../src/protocol/form.ts";
import type { JsonSchema } from "../../src/protocol/prepare.ts";
import type { Proposal, Proposals } from "../../src/protocol/proposal.ts";
import { plural } from "../../src/shared/format.ts";
import { codeIn } from "../prepare/field.ts";
import type { Load } from "../shared/load.ts";
import { type FormContext, settings } from "./form.ts";
import { problemAt } from "./problems.ts";

export interface ModelOptions {
  /** Of the setting `model`: one object for each algorithm. */
  schema: JsonSchema;
  content: Record<string, unknown>;
  algorithms: Load<Proposals>;
  context: FormContext;
  change(changes: FormChange[]): void;
}

/** The algorithms there are, those that suit the data first and with their reasons, and the hyperparameters of the chosen one. */
export function modelForm({ schema, content, algorithms, context, change }: ModelOptions): TemplateResult {
  const kinds = schema.oneOf ?? schema.anyOf ?? [];
  const model = (content.model ?? {}) as Record<string, unknown>;
  const chosen = kinds.find((kind) => nameOf(kind) === model.algorithm);
  const proposals = algorithms.value?.proposals ?? [];
  const rest = kinds.filter((kind) => !proposals.some(({ algorithm }) => algorithm === nameOf(kind)));
  const problem = problemAt(context.problems, ["model", "algorithm"], false) ?? problemAt(context.problems, ["model"], false);
  const choose = (algorithm: string, proposal?: Proposal) => change(chosenBy(algorithm, proposal, content, kinds));
  const more = rest.filter((kind) => kind !== chosen);
  const other = (kind: JsonSchema) => {
    const name = nameOf(kind);
    const description = codeIn(kind.properties?.algorithm?.description ?? "");
    return choice(name, name, description, false, model.algorithm === name, () => choose(name));
  };
  return html`
    <fieldset class="group ${problem ? "wrong" : ""}">
      <legend>Algorithm</legend>
      ${problem ? html`<p class="option-problem">${problem}</p>` : ""}
      ${algorithms.busy && proposals.length === 0 ? html`<p class="quiet">Looking which suit the data</p>` : ""}
      <div class="algorithms">
        ${proposals.map((one) => choice(one.algorithm, one.title, one.reason, one.best, model.algorithm === one.algorithm, () => choose(one.algorithm, one)))}
        ${chosen && rest.includes(chosen) ? other(chosen) : ""}
      </div>
      ${
        more.length > 0
          ? html`<details class="idle">
              <summary>${plural(more.length, "algorithm")} for other tasks or other data</summary>
              <div class="algorithms">${more.map(other)}</div>
            </details>`
          : ""
      }
    </fieldset>
    ${chosen ? settings(chosen, ["model"], model, context, hyperparameters(chosen)) : ""}
  `;
}

const nameOf = ({ properties }: JsonSchema): string => String(properties?.algorithm?.const ?? "");
const hyperparameters = ({ properties = {} }: JsonSchema): string[] => Object.keys(properties).filter((key) => key !== "algorithm");

function choice(
  name: string,
  title: string,
  reason: string | ReturnType<typeof codeIn>,
  best: boolean,
  checked: boolean,
  pick: () => void,
): TemplateResult {
  const id = `algorithm-${name}`;
  return html`<div class="algorithm ${checked ? "selected" : ""}">
    <input type="radio" name="algorithm" id=${id} .checked=${checked} aria-describedby="${id}-reason" @change=${pick} />
    <label for=${id}>
      <span class="algorithm-name">${title}</span>
      ${title === name ? "" : html`<code class="quiet">${name}</code>`}
      ${best ? html`<span class="badge">good to begin with</span>` : ""}
    </label>
    <p class="quiet" id="${id}-reason">${reason}</p>
  </div>`;
}

/**
 * Another algorithm: what it shares with the one before stays, what it has not goes. Its task is that of its proposal, and
 * where there is no preparation yet, what it needs is written.
 */
function chosenBy(
  algorithm: string,
  proposal: Proposal | undefined,
  { model, task, recipe = [] }: Record<string, unknown>,
  kinds: readonly JsonSchema[],
): FormChange[] {
  const known = kinds.find((kind) => nameOf(kind) === algorithm)?.properties ?? {};
  const gone = Object.keys((model ?? {}) as object).filter((key) => !(key in known));
  const unprepared = Array.isArray(recipe) && recipe.length === 0;
  return [
    ...gone.map((key) => ({ path: ["model", key] })),
    { path: ["model", "algorithm"], value: algorithm },
    ...(proposal && proposal.task !== task ? [{ path: ["task"], value: proposal.task }] : []),
    ...(proposal && unprepared && proposal.recipe.length > 0 ? [{ path: ["recipe"], value: proposal.recipe }] : []),
  ];
}
