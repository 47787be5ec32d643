import type { Row } from "../../../protocol/modeltest.schema.ts";
import type { FailingRow, ModelTest } from "../../../protocol/modeltest.ts";
import { formatNumber, formatScore, plural } from "../../../shared/format.ts";
import { type Answer, say } from "../answers.ts";
import { type Stressed, stressed } from "../conditions.ts";
import { doesNotApply, type Kind, type TestContext } from "../context.ts";
import { mayDrop } from "../declared.ts";
import { fallOf, type Measured, measure } from "../figure.ts";
import { moveOf } from "../move.ts";

type Stress = Extract<ModelTest, { test: "stress" }>;

/** Fewer rows than this say nothing of a figure. */
const LEAST_ROWS = 10;
/** Of more parts, those that change most are told. */
const MOST_TOLD = 5;

/** How the model does in rare or broken conditions. */
export const stress: Kind<"stress"> = async (test, context) => {
  const rows = await context.rows(test.rows);
  const before = await context.ask(rows);
  const parts = await stressed(test, rows, context);
  if (parts.length === 0) return doesNotApply(NOTHING[test.condition]);
  const found: Told[] = [];
  const wrong: Told[] = [];
  const failing: FailingRow[] = [];
  let checked = 0;
  for (const part of parts) {
    const after = await context.ask(part.rows);
    checked += part.rows.length;
    const broken = brokenRows(part, after, test, context);
    failing.push(...broken);
    if (broken.length > 0)
      wrong.push({
        sentence: `${part.title}: ${broken.length} of ${plural(part.rows.length, "row")} without a usable prediction`,
        size: Number.POSITIVE_INFINITY,
      });
    const { bad, ...told } = judged({ test, part, rows, before, after, context });
    if (bad) wrong.push(told);
    else if (told.sentence) found.push(told);
  }
  const passed = wrong.length === 0;
  return { passed, sentence: `${mostOf(passed ? found : wrong) || "A prediction for every row"}.`, checked, failing };
};

/** What became of one part, and how much that is beside what became of the others. */
interface Told {
  sentence: string;
  size: number;
}

function mostOf(told: readonly Told[]): string {
  if (told.length <= MOST_TOLD) return told.map(({ sentence }) => sentence).join("; ");
  const most = [...told].sort((a, b) => b.size - a.size).slice(0, MOST_TOLD);
  return `${most.map(({ sentence }) => sentence).join("; ")}; ${told.length - MOST_TOLD} more change less or as much`;
}

function brokenRows({ rows, title }: Stressed, after: readonly Answer[], { refusal }: Stress, { trained }: TestContext): FailingRow[] {
  const dropped = mayDrop(trained);
  return after.flatMap((answer, i) => {
    const fine =
      answer.state === "predicted" ||
      (answer.state === "refused" && refusal === "allowed") ||
      (answer.state === "left-out" && dropped && refusal === "allowed");
    return fine ? [] : [{ input: rows[i] ?? {}, expected: `a prediction with ${title}`, got: say(answer) }];
  });
}

interface Part {
  test: Stress;
  part: Stressed;
  rows: readonly Row[];
  before: readonly Answer[];
  after: readonly Answer[];
  context: TestContext;
}

/** What became of the figure and of the predictions, and whether that is more than the test lets pass. */
function judged({ test, part, rows, before, after, context }: Part): Told & { bad: boolean } {
  const { target } = context.trained;
  const refused = after.filter(({ state }) => state === "refused").length;
  const said = [...(refused > 0 ? [`${refused} of ${plural(after.length, "row")} refused with an error`] : [])];
  let bad = false;
  let size = refused / after.length;
  const was = measure(target, rows, before, test.metric);
  const is = measure(target, part.rows, after, test.metric);
  if (was && is && after.length >= LEAST_ROWS) {
    size += fallOf(was, is);
    bad ||= test.maxFall !== undefined && fallOf(was, is) > test.maxFall;
    said.push(`${was.metric} ${formatScore(was.value)} → ${formatScore(is.value)}${bad ? `, ${limitOf(was, test.maxFall ?? 0)}` : ""}`);
  } else if (part.chosen) said.push(`${plural(after.length, "row")}, too few for a figure`);
  if (!part.chosen && refused < after.length) {
    const moved = movedOf(
      part.from.map((i) => before[i]),
      after,
    );
    const far = test.maxMoved !== undefined && moved.size > test.maxMoved;
    bad ||= far;
    if (!(was && is)) size += moved.size;
    if (far || !(was && is)) said.push(`${moved.sentence}${far ? ` (at most ${formatNumber(test.maxMoved)})` : ""}`);
  }
  return { sentence: said.length > 0 ? `${part.title}: ${said.join(", ")}` : "", size, bad };
}

const limitOf = ({ direction }: Measured, limit: number) =>
  direction === "max" ? `a fall of more than ${formatNumber(limit)}` : `more than ${formatNumber(limit * 100)} % worse`;

/** Share of the classes that changed, or the mean move of the first quantity in standard deviations of what was said before. */
function movedOf(before: readonly (Answer | undefined)[], after: readonly Answer[]): { size: number; sentence: string } {
  const pairs = after.flatMap((is, i) => {
    const was = before[i];
    return was?.state === "predicted" && is.state === "predicted" ? [{ was, is }] : [];
  });
  if (pairs.length === 0) return { size: 0, sentence: "nothing to compare" };
  if (pairs.some(({ was }) => was.label !== null)) {
    const share = pairs.filter(({ was, is }) => moveOf(was, is).other).length / pairs.length;
    return { size: share, sentence: `${formatNumber(share * 100, 3)} % of the predictions change` };
  }
  const values = pairs.map(({ was }) => Object.values(was.values)[0] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const move = pairs.reduce((sum, { is }, i) => sum + Math.abs((Object.values(is.values)[0] ?? 0) - (values[i] ?? 0)), 0) / pairs.length;
  const size = move / Math.max(std, Number.EPSILON * Math.max(1, Math.abs(mean)));
  return { size, sentence: `predictions move by ${formatNumber(size, 3)} standard deviations` };
}

const NOTHING: Readonly<Record<Stress["condition"], string>> = {
  missing: "The model has no column that could lose its values.",
  "out-of-range": "The model reads no number.",
  noise: "The model reads no number.",
  "unseen-categories": "The model reads no category.",
  "rare-categories": "No row has a rare category.",
  "rare-combinations": "No row has a rare combination of categories.",
};
