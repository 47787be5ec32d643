import { plural } from "../../shared/format.ts";
import type { DataFacts } from "./facts.ts";

export interface Verdict {
  /** 0 to 100: the higher, the sooner to try. */
  score: number;
  /** One sentence, in plain words. */
  reason: string;
}

export interface Rule {
  /** The algorithm in words. */
  title: string;
  /** Null where it cannot be used on such data. */
  judge(facts: DataFacts): Verdict | null;
}

const ENOUGH_ROWS = 500;
const MANY_ROWS = 5000;

/**
 * Which algorithm to begin with. What the rules rest on: boosted trees win on tables of some size with columns of several
 * kinds (Grinsztajn, Oyallon, Varoquaux: "Why do tree-based models still outperform deep learning on typical tabular data?",
 * 2022); random forests are the safe choice without tuning (Fernández-Delgado et al.: "Do we need hundreds of classifiers?",
 * 2014); where there are few rows for each column a linear model, regularised, learns least by heart: ten rows of the rarest
 * class a column are the usual measure (Peduzzi et al., 1996; Hastie, Tibshirani, Friedman: "The Elements of Statistical
 * Learning", 18, for more columns than rows).
 */
export const RULES: Readonly<Record<string, Rule>> = {
  "gradient-boosted-trees": {
    title: "Boosted trees",
    judge(facts) {
      const { rows } = facts;
      if (rows < ENOUGH_ROWS) return { score: 45, reason: `Often the best on tables, but ${plural(rows, "row")} are few for it.` };
      return { score: 90, reason: `Usually the most exact on a table of ${rowsAnd(facts)}: takes it as it is.` };
    },
  },
  "random-forest": {
    title: "Random forest",
    judge(facts) {
      const reason = `Robust without any tuning; takes ${kinds(facts)} as they are.`;
      return { score: facts.rows < ENOUGH_ROWS ? 70 : 75, reason };
    },
  },
  linear: {
    title: "Linear model",
    judge(facts) {
      const { rows, width, numbers, categories, dates } = facts;
      if (width > rows)
        return { score: 95, reason: `There are more columns (${width}) than rows (${rows}): a plain model learns least by heart.` };
      if (fewRows(facts))
        return {
          score: 80,
          reason: `${rowsForEach(facts)}: a plain model learns least by heart, and is easy to explain.`,
        };
      const plain = numbers > 0 && categories + dates === 0;
      return { score: plain ? 60 : 55, reason: "The simplest that learns, and easy to explain: weighs each column and adds them up." };
    },
  },
  mlp: {
    title: "Neural network",
    judge({ rows, categories, numbers }) {
      if (rows < MANY_ROWS)
        return {
          score: 35,
          reason: `Can bend to any shape, but wants thousands of rows and some tuning: here are ${rows.toLocaleString("en-US")}.`,
        };
      const smooth = numbers > categories;
      return { score: smooth ? 65 : 50, reason: "Can bend to any smooth shape and has rows enough to; takes longer, and some tuning." };
    },
  },
  baseline: {
    title: "Baseline",
    judge({ task }) {
      return {
        score: 5,
        reason: `Always says the ${task === "regression" ? "mean" : "most frequent class"}: what every model has to beat.`,
      };
    },
  },
  "text-classifier": {
    title: "Text classifier",
    judge({ texts, numbers, categories }) {
      const [text] = texts;
      if (text === undefined) return null;
      if (texts.length >= numbers + categories)
        return { score: 93, reason: `${text} is free text, and holds much of what there is to learn from.` };
      return { score: 40, reason: `Reads the free text in ${text}, and other columns as numbers beside.` };
    },
  },
  "image-classifier": {
    title: "Image classifier",
    judge: ({ images }) => (images ? { score: 99, reason: "The data are images, and it learns from what they show." } : null),
  },
  forecaster: {
    title: "Forecast",
    judge({ timeColumn, task }) {
      if (timeColumn === null || task !== "regression") return null;
      return { score: 92, reason: `The rows follow each other by ${timeColumn}: foretells the next from those before it.` };
    },
  },
  "k-means": {
    title: "Groups (k-means)",
    judge: ({ rows }) => ({ score: 90, reason: `Finds groups of rows that are alike among the ${rows.toLocaleString("en-US")}.` }),
  },
  pca: {
    title: "Fewer columns (PCA)",
    judge: ({ width }) => ({ score: width > 10 ? 85 : 60, reason: `Says the most of ${plural(width, "column")} in a few new ones.` }),
  },
  "anomaly-detector": {
    title: "Odd rows",
    judge: () => ({ score: 75, reason: "Finds the rows that are unlike the rest, such as errors or fraud." }),
  },
  "denoising-pretrain": {
    title: "Pretraining",
    judge: ({ rows }) => ({
      score: rows < MANY_ROWS ? 20 : 40,
      reason: "Learns from rows without an answer what a later model of few answers begins with.",
    }),
  },
  script: { title: "Network of your own", judge: () => null },
};

/** Rows for each column, of the rarest class where there are classes. */
const perColumn = ({ rows, rarest, width }: DataFacts): number => (rarest ?? rows) / Math.max(1, width);

function rowsForEach(facts: DataFacts): string {
  const rows = Math.round(perColumn(facts));
  const where = facts.rarest === null ? "" : " in the rarest class";
  return rows < 1 ? `Fewer rows than columns${where}` : `Only ${plural(rows, "row")} for each column${where}`;
}

const fewRows = (facts: DataFacts): boolean => perColumn(facts) < 10;

function rowsAnd(facts: DataFacts): string {
  return `${facts.rows.toLocaleString("en-US")} rows with ${kinds(facts)}`;
}

function kinds({ numbers, categories, dates, missing }: DataFacts): string {
  const parts = [
    numbers > 0 ? "numbers" : "",
    categories > 0 ? "categories" : "",
    dates > 0 ? "dates" : "",
    missing > 0 ? "missing values" : "",
  ].filter(Boolean);
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : (parts[0] ?? "columns");
}
