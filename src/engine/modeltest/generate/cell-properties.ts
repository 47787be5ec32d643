import { constantFrom, record } from "fast-check";
import type { Row } from "../../../protocol/modeltest.schema.ts";
import { unseenIn } from "../conditions.ts";
import type { TestContext } from "../context.ts";
import { declaredOf, mayDrop } from "../declared.ts";
import type { Facts } from "../facts.ts";
import { arbitraryRow } from "./arbitrary.ts";
import { failuresOf, type Property, property } from "./property.ts";

/** An unseen label and a missing value have to do what the recipe says they do. */
export function cellProperties(facts: Facts, { ask, trained }: TestContext): Property[] {
  const { recipe } = trained;
  const categories = facts.columns.filter((one) => one.kind === "category" && declaredOf(recipe, one.name).unseen !== null);
  const row = arbitraryRow(facts);
  const unseen = async ({ row: one, column }: { row: Row; column: string }) => {
    const found = facts.columns.find(({ name }) => name === column);
    const changed = { ...one, [column]: found && "levels" in found ? unseenIn(found) : null };
    const wanted = declaredOf(recipe, column).unseen;
    return failuresOf([changed], await ask([changed]), (answer) => {
      if (wanted === "error") return answer.state === "predicted" ? `an error: ${column} is unseen, and its step says "error"` : null;
      return answer.state === "refused" && answer.code === "value-unseen"
        ? `a prediction: the step of ${column} allows unseen values`
        : null;
    });
  };
  const missing = async ({ row: one, column }: { row: Row; column: string }) => {
    const changed = { ...one, [column]: null };
    const { missing: handled, dropped } = declaredOf(recipe, column);
    return failuresOf([changed], await ask([changed]), (answer) => {
      if (answer.state === "left-out") return dropped || mayDrop(trained) ? null : `a prediction or an error with ${column} missing`;
      if (answer.state === "broken") return `a prediction or an error with ${column} missing`;
      const named = answer.state === "refused" && answer.code === "feature-missing" && answer.why.includes(`"${column}"`);
      return handled && named ? `a prediction: a step fills in ${column}` : null;
    });
  };
  const at = (names: readonly string[]) => record({ row, column: constantFrom(...names) });
  return [
    ...(categories.length > 0
      ? [
          property({
            name: "unseen-category",
            title: "an unseen category does what its step says",
            rows: at(categories.map(({ name }) => name)),
            broken: unseen,
          }),
        ]
      : []),
    ...(facts.columns.length > 0
      ? [
          property({
            name: "missing-value",
            title: "a missing value does what the recipe says",
            rows: at(facts.columns.map(({ name }) => name)),
            broken: missing,
          }),
        ]
      : []),
  ];
}
