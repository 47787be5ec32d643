import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import { formatShare, plural } from "../../shared/format.ts";
import { dateOptions, holdsDates } from "../experiment/text-dates.ts";
import { kindOf } from "./handled.ts";

/** When a step is worth while, and which steps do the same. */
export interface Rule {
  id: string;
  title: string;
  /** Step to add; null: the columns are excluded. */
  step: string | null;
  options?: Record<string, unknown>;
  /** Options that differ by column: the step is for those that have the first one's. */
  optionsFor?(column: ColumnProfile): Record<string, unknown>;
  /** Columns that it is for; `isDone`: whether one of these steps is there for the column. */
  when(column: ColumnProfile, profile: Profile, isDone: (steps: readonly string[]) => boolean): boolean;
  why(columns: readonly ColumnProfile[]): string;
  /** For the table as a whole: why, or null where it is not called for. */
  table?(profile: Profile): string | null;
  /** Steps that see to it already. */
  by: readonly string[];
  /** Steps that it has to come before. */
  before: readonly string[];
  /** Models that take the columns as they are. */
  notFor?: readonly string[];
}

const ENCODERS = ["one-hot-encode", "ordinal-encode", "target-encode", "frequency-encode", "hash-encode", "multi-label-binarise"];
const SCALERS = ["standard-scale", "min-max-scale", "robust-scale", "quantile-scale"];
const TEXTS = ["tf-idf", "vocabulary-indices", "text-features", "split-text"];
const FILLERS = ["fill-missing", "drop-missing"];
/** Only the order of numbers matters to trees; they take missing values and categories as they are. */
const TREES = ["gradient-boosted-trees", "random-forest"];
/** More categories than this make more columns of 0 and 1 than they are worth. */
const MANY = 50;

const alerted = (profile: Profile, kind: string, { name }: ColumnProfile) =>
  profile.alerts.some((alert) => alert.kind === kind && alert.columns.includes(name));
const usable = ({ type }: ColumnProfile) => !["identifier", "constant", "empty", "unsupported"].includes(type);
const isNumber = (column: ColumnProfile) => usable(column) && kindOf(column) === "number";
const isCategory = (column: ColumnProfile) => usable(column) && kindOf(column) === "category" && !holdsDates(column);
const never = () => false;
const none = () => "";

const missingShare = (columns: readonly ColumnProfile[]): string => {
  const worst = columns.reduce((a, b) => (b.missing > a.missing ? b : a));
  const share = formatShare(worst.missing, worst.count + worst.missing);
  return columns.length === 1 ? `${worst.name} is missing in ${share} of the rows.` : `Most are missing in ${worst.name}: ${share}.`;
};

/** In the order in which a recipe has them. */
export const RULES: readonly Rule[] = [
  {
    id: "identifier",
    title: "Exclude",
    step: null,
    when: (column) => column.type === "identifier" && !holdsDates(column),
    why: ([column]) => `${column?.name} names rows: it says nothing about others.`,
    by: ["drop-columns"],
    before: [],
  },
  {
    id: "constant",
    title: "Exclude",
    step: null,
    when: ({ type }) => type === "constant" || type === "empty" || type === "unsupported",
    why: (columns) =>
      columns.length === 1 ? "It does not vary: nothing can be learnt from it." : "They do not vary: nothing can be learnt from them.",
    by: ["drop-columns", "select-by-variance"],
    before: [],
  },
  {
    id: "duplicates",
    title: "Leave out repeated rows",
    step: "drop-duplicates",
    when: never,
    why: none,
    table: ({ duplicateRows }) => (duplicateRows > 0 ? `${plural(duplicateRows, "row")} repeat an earlier one.` : null),
    by: ["drop-duplicates"],
    before: ["fill-missing", ...ENCODERS, ...SCALERS, "log-transform", "date-parts", ...TEXTS],
  },
  {
    id: "blanks",
    title: "Strip blanks of",
    step: "strip-whitespace",
    when: (column, profile) => isCategory(column) && alerted(profile, "DIRTY_CATEGORY", column),
    why: () => "Some values differ only in blanks or case.",
    by: ["strip-whitespace", "convert-case", "find-and-replace"],
    before: [...FILLERS, ...ENCODERS],
  },
  {
    id: "text-dates",
    title: "Read dates in",
    step: "change-type",
    optionsFor: dateOptions,
    when: (column) => column.type !== "constant" && kindOf(column) !== "date" && holdsDates(column),
    why: ([column]) => `${column?.name} holds dates as text${column?.textDates?.format ? `, written ${column.textDates.format}` : ""}.`,
    by: ["change-type", "split-text"],
    before: ["date-parts", "date-difference", ...FILLERS, ...ENCODERS, ...TEXTS],
  },
  {
    id: "dates",
    title: "Make parts of",
    step: "date-parts",
    when: (column, _, isDone) =>
      (usable(column) && kindOf(column) === "date") || (column.type !== "constant" && holdsDates(column) && isDone(["change-type"])),
    why: () => "A model needs numbers: year, month and weekday of a date are some.",
    by: ["date-parts", "date-difference"],
    before: [...FILLERS, ...SCALERS],
  },
  {
    id: "text",
    title: "Weigh the words of",
    step: "tf-idf",
    when: (column) => usable(column) && kindOf(column) === "text" && !holdsDates(column),
    why: () => "It is free text: a model needs numbers, such as how telling each word is.",
    by: TEXTS,
    before: [...SCALERS],
  },
  {
    id: "skewed",
    title: "Take the logarithm of",
    step: "log-transform",
    when: (column, profile) =>
      isNumber(column) && alerted(profile, "SKEWED", column) && (column.min ?? -1) >= 0 && (column.skewness ?? 0) > 0,
    why: (columns) => `${columns[0]?.name} has a long tail: a few values are far larger than the others.`,
    by: ["log-transform", "quantile-scale", "bins"],
    before: [...SCALERS],
    notFor: TREES,
  },
  {
    id: "missing-numbers",
    title: "Fill missing values of",
    step: "fill-missing",
    options: { strategy: "median" },
    when: (column) => isNumber(column) && column.missing > 0,
    why: missingShare,
    by: FILLERS,
    before: [...ENCODERS, ...SCALERS],
    notFor: TREES,
  },
  {
    id: "missing-categories",
    title: "Fill missing values of",
    step: "fill-missing",
    options: { strategy: "mode" },
    when: (column) => isCategory(column) && column.missing > 0,
    why: missingShare,
    by: FILLERS,
    before: [...ENCODERS, ...SCALERS],
    notFor: TREES,
  },
  {
    id: "many-categories",
    title: "Encode by the target",
    step: "target-encode",
    when: (column) => isCategory(column) && column.distinct > MANY,
    why: ([column]) => `${column?.name} has ${column?.distinct} categories: a column for each would be many.`,
    by: ENCODERS,
    before: [...SCALERS],
  },
  {
    id: "scale",
    title: "Scale",
    step: "standard-scale",
    when: isNumber,
    why: () => "Numbers of one size are learnt from faster and more evenly.",
    by: [...SCALERS, "bins"],
    before: ENCODERS,
    notFor: TREES,
  },
  {
    id: "categories",
    title: "Encode",
    step: "one-hot-encode",
    when: (column) => isCategory(column) && column.distinct <= MANY,
    why: () => "A model needs numbers: each category becomes a column of 0 and 1.",
    by: ENCODERS,
    before: [],
    notFor: TREES,
  },
];
