import type { Verdict } from "../../protocol/report.ts";
import type { Curve, Run } from "../../protocol/run.ts";
import { formatNumber } from "../../shared/format.ts";
import { adviceFor } from "./advice.ts";
import { type Shape, shapeOf } from "./learning-curve.ts";

/** The figure to judge a task by, and how far training and validation may be apart. */
const SCORES = ["accuracy", "r2"] as const;
const WIDE_GAP = 0.05;
/** A loss that never came below so many times that of guessing was thrown about by too large steps. */
const FAR_ABOVE = 5;
/** Share of what is to be won over the baseline below which little was learnt. */
const LITTLE = 0.1;
/** A loss that has risen so much above its best, as a share of what it had fallen, was trained too long. */
const RISEN = 0.1;
const IMPROVING = 0.02;
const NOISY = 0.3;
/** Epochs or steps that a curve needs before its end says anything. */
const TELLING = 5;
/** Trees by themselves fit every training row: their training score says nothing. */
const FITS_ALL = "random-forest";

/** Tasks whose algorithms end by themselves: their loss is no learning curve. */
const SOLVED = ["clustering", "dimensionality-reduction"];
/** What others are measured by, which learns nothing that could go well or badly. */
const MEASURE = "baseline";

type Found = Pick<Verdict, "kind" | "sentence"> & { evidence: string };

/**
 * How a training went, by its curves (`loss`, `val_loss`) and by its scores on training and validation rows; null of a run that
 * has neither. Of several findings the gravest is the verdict, and all are evidence.
 */
export function verdictOf(
  run: Pick<Run, "status" | "scores" | "params" | "kind" | "data">,
  curve: Curve | null,
  baseline: Record<string, number>,
): Verdict | null {
  if (run.status === "RUNNING" || run.params.algorithm === MEASURE || SOLVED.includes(String(run.params.task))) return null;
  const own = (metric: string) => curve?.series.find((one) => one.metric === metric && one.steps.length > 0);
  const loss = own("loss");
  const validation = own("val_loss");
  const learnt = loss ? shapeOf(loss) : null;
  const shape = validation ? shapeOf(validation) : learnt;
  const scores = scoresOf(run);
  if (!shape && !scores) return null;
  const found = [
    ...(shape ? diverged(shape, learnt) : []),
    ...(shape ? worseThanGuessing(shape, run.params, baseline) : []),
    // While the validation loss still falls, a gap to the training rows is no reason to stop.
    ...(shape ? improving(shape, run.params) : []),
    ...overfitting(run, validation ? shape : null, scores),
    ...underfitting(scores, baseline),
    ...(validation && shape ? noisy(shape) : []),
    ...(shape && stepped(run) ? tooShort(shape) : []),
  ];
  const [first] = found;
  const fine: Found = {
    kind: "fine",
    sentence: "The training went well: nothing in it speaks for another try.",
    evidence: fineEvidence(run, shape, scores),
  };
  const { kind, sentence } = first ?? fine;
  const evidence = (first ? found : [fine]).map((one) => one.evidence).filter((text) => text !== "");
  return { kind, sentence, evidence, tries: adviceFor(kind, run, shape) };
}

interface Scores {
  metric: string;
  train: number;
  validation: number;
}

function scoresOf({ scores, params }: Pick<Run, "scores" | "params">): Scores | null {
  if (params.algorithm === "forecaster") return null; // a series varies more at one time than at another, and r2 with it
  for (const metric of SCORES) {
    const [train, validation] = [scores.train?.[metric], scores.validation?.[metric]];
    if (train !== undefined && validation !== undefined) return { metric, train, validation };
  }
  return null;
}

/** `learnt`: of the loss on the training rows. Where that fell, a loss on other rows that ran away is overfitting. */
function diverged({ last, first, steps }: Shape, learnt: Shape | null): Found[] {
  if (Number.isFinite(last) && !(steps > 2 && last > first * 2 && first > 0)) return [];
  if (Number.isFinite(last) && learnt && learnt.last < learnt.first) return [];
  const evidence = Number.isFinite(last)
    ? `The loss rose from ${formatNumber(first)} to ${formatNumber(last)}.`
    : `The loss is ${formatNumber(last)} at step ${formatNumber(steps)}.`;
  return [{ kind: "diverged", sentence: "The training diverged: its loss ran away.", evidence }];
}

/** Of a network whose loss is a log loss. */
function worseThanGuessing(
  { best, last }: Shape,
  { epochs, task }: Run["params"],
  { log_loss: guessing }: Record<string, number>,
): Found[] {
  if (typeof epochs !== "number" || task === "regression" || guessing === undefined || !(best > FAR_ABOVE * guessing)) return [];
  return [
    {
      kind: "diverged",
      sentence: "The training diverged: its loss is far above that of guessing.",
      evidence: `The loss is ${formatNumber(last)}; always saying the shares of the classes has ${formatNumber(guessing, 3)}.`,
    },
  ];
}

function overfitting({ params, data }: Pick<Run, "params" | "data">, shape: Shape | null, scores: Scores | null): Found[] {
  const found: Found[] = [];
  const sentence = "The model is overfitting: it knows the training rows better than what lies behind them.";
  if (scores && params.algorithm !== FITS_ALL && scores.train - scores.validation > widestBy(scores, data)) {
    const { metric, train, validation } = scores;
    found.push({
      kind: "overfitting",
      sentence,
      evidence: `${metric} is ${formatNumber(train, 3)} on the training rows and ${formatNumber(validation, 3)} on the validation rows.`,
    });
  }
  if (
    shape &&
    !params["earlyStopping.restoreBestWeights"] &&
    shape.bestStep < shape.lastStep &&
    (shape.fallen > 0 ? shape.last - shape.best > RISEN * shape.fallen : shape.last > 2 * shape.best)
  ) {
    const { best, bestStep, last, lastStep } = shape;
    found.push({
      kind: "overfitting",
      sentence,
      evidence: `val_loss was best (${formatNumber(best)}) at epoch ${formatNumber(bestStep)} and had risen to ${formatNumber(last)} by epoch ${formatNumber(lastStep)}.`,
    });
  }
  // A curve that bends up after a good fit is not much of a fault where the scores agree and the best weights are kept.
  return scores && found.length === 1 && scores.train - scores.validation <= WIDE_GAP / 5 ? [] : found;
}

/** A gap that chance explains is none: two standard errors of an accuracy on so many rows. */
function widestBy({ metric, validation }: Scores, data: Run["data"]): number {
  const rows = data?.splits?.validation ?? 0;
  if (metric !== "accuracy" || rows === 0) return WIDE_GAP;
  return Math.max(WIDE_GAP, 2 * Math.sqrt((validation * (1 - validation)) / rows));
}

function underfitting(scores: Scores | null, baseline: Record<string, number>): Found[] {
  if (!scores) return [];
  const { metric, train } = scores;
  const floor = Math.max(0, baseline[metric] ?? 0);
  const won = (train - floor) / (1 - floor);
  if (!(won < LITTLE)) return [];
  return [
    {
      kind: "underfitting",
      sentence: "The model is underfitting: even on the training rows it does hardly better than the baseline.",
      evidence: `${metric} is ${formatNumber(train, 3)} on the training rows; the baseline has ${formatNumber(floor, 3)}.`,
    },
  ];
}

function improving({ bestStep, lastStep, steps, recent, fallen, best }: Shape, params: Run["params"]): Found[] {
  const planned = params.epochs ?? params.iterations;
  const all = typeof planned !== "number" || lastStep >= planned;
  if (steps < 3 || !all || fallen <= 0 || bestStep < lastStep - Math.max(1, steps * 0.05) || recent < IMPROVING * fallen) return [];
  return [
    {
      kind: "still-improving",
      sentence: "The model was still improving when the training ended.",
      evidence: `The best value (${formatNumber(best)}) is of step ${formatNumber(bestStep)} of ${formatNumber(lastStep)}; ${formatNumber((recent / fallen) * 100, 2)} % of the progress was made in the last fifth.`,
    },
  ];
}

function noisy({ noise, steps }: Shape): Found[] {
  if (steps < 10 || noise < NOISY) return [];
  return [
    {
      kind: "noisy",
      sentence: "The validation loss jumps about: a difference between two runs may be chance.",
      evidence: `From step to step val_loss moves by ${formatNumber(noise * 100, 2)} % of all that it fell.`,
    },
  ];
}

/** Scripts and networks go on for as long as they are told; other algorithms end where they are done, be it at once. */
const stepped = ({ kind, params }: Pick<Run, "kind" | "params">) => kind === "script" || typeof params.epochs === "number";

function tooShort({ steps, first, last }: Shape): Found[] {
  if (steps >= TELLING) return [];
  return [
    {
      kind: "too-short",
      sentence: "The training was too short to tell how it goes.",
      evidence:
        steps < 2
          ? `The curve has one value: ${formatNumber(last)}.`
          : `The curve has ${formatNumber(steps)} values, from ${formatNumber(first)} to ${formatNumber(last)}.`,
    },
  ];
}

function fineEvidence({ params }: Pick<Run, "params">, shape: Shape | null, scores: Scores | null): string {
  if (scores && params.algorithm === FITS_ALL) return `${scores.metric} is ${formatNumber(scores.validation, 3)} on the validation rows.`;
  if (scores)
    return `${scores.metric} is ${formatNumber(scores.train, 3)} on the training rows and ${formatNumber(scores.validation, 3)} on the validation rows.`;
  if (!shape) return "";
  return `The loss fell from ${formatNumber(shape.first)} to ${formatNumber(shape.best)} and stayed there.`;
}
