import type { FailingRow } from "../../../protocol/modeltest.ts";
import { plural } from "../../../shared/format.ts";
import { type Answer, answersOf, exact, say } from "../answers.ts";
import type { Kind } from "../context.ts";
import { moveOf } from "../move.ts";

/** The same seed gives the same result: of two predictions, or of two trainings. */
export const repeatability: Kind<"repeatability"> = async ({ level, rows: most, epochs, tolerance }, context) => {
  const rows = await context.rows({ count: most, seed: 42 });
  const once = async (): Promise<Answer[]> => {
    if (level === "predict") return context.ask(rows);
    const trained = await context.retrain({ rows: most, epochs });
    try {
      return await answersOf(trained, rows, context.signal);
    } finally {
      trained.model.dispose();
    }
  };
  const [first, second] = [await once(), await once()];
  const moves = first.map((before, i) => moveOf(before, second[i] as Answer));
  const failing = moves.flatMap(({ other, by }, i): FailingRow[] =>
    !other && by <= tolerance ? [] : [{ input: rows[i] ?? {}, expected: said(first[i]), got: said(second[i]) }],
  );
  const on = context.backend() === null ? "" : ` on the backend ${context.backend()}`;
  const what = level === "predict" ? "Predicted twice" : `Trained twice with seed ${context.experiment.training.seed}`;
  const worst = moves.reduce((most, { by }) => Math.max(most, by), 0);
  const passed = failing.length === 0;
  const sentence = passed
    ? `${what}${on}: the same${tolerance > 0 && worst > 0 ? ` within ${exact(worst)}` : ""} for ${plural(rows.length, "row")}.`
    : `${what}${on}: ${failing.length} of ${plural(rows.length, "prediction")} differ, by up to ${exact(worst)}. ${remedy(context.backend())}`;
  return { passed, sentence, checked: rows.length, failing };
};

const said = (answer: Answer | undefined) =>
  answer?.state === "predicted" ? `${say(answer)} [${Object.values(answer.values).join(", ")}]` : answer ? say(answer) : "";

const remedy = (backend: string | null) =>
  backend === null
    ? "Something in the recipe or in a script of one's own draws without a seed."
    : `The backend ${backend} does not repeat itself: give a tolerance, or use another backend.`;
