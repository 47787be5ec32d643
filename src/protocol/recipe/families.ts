import type { z } from "zod";
import { clean } from "./clean.schema.ts";
import { columnSteps } from "./columns.schema.ts";
import { dates } from "./dates.schema.ts";
import { derive } from "./derive.schema.ts";
import { encode } from "./encode.schema.ts";
import { scale } from "./scale.schema.ts";
import { script } from "./script.schema.ts";
import { select } from "./select.schema.ts";
import { text } from "./text.schema.ts";
import { window } from "./window.schema.ts";

/** Steps by what they are for, as they are offered to choose from. One that stands in no family is listed last. */
export const FAMILIES: readonly { title: string; steps: readonly z.ZodObject[] }[] = [
  { title: "Clean", steps: clean },
  { title: "Columns", steps: columnSteps },
  { title: "Scale", steps: scale },
  { title: "Encode", steps: encode },
  { title: "Derive", steps: derive },
  { title: "Dates", steps: dates },
  { title: "Text", steps: text },
  { title: "Earlier rows", steps: window },
  { title: "Select", steps: select },
  { title: "Your own", steps: script },
];

/** What a step does, in a sentence. */
export const SUMMARIES: Readonly<Record<string, string>> = {
  "fill-missing": "Puts a learnt or given value in the place of missing ones.",
  "drop-missing": "Leaves out rows with missing values.",
  "drop-duplicates": "Leaves out training rows that repeat another one.",
  "drop-outliers": "Leaves out training rows with values far outside.",
  "clip-outliers": "Brings values far outside back to a bound.",
  "find-and-replace": "Replaces values, parts of text, or what a regular expression finds.",
  "strip-whitespace": "Takes blanks off both ends of text.",
  "convert-case": "Makes text lower, upper, title or sentence case.",
  round: "Rounds numbers to so many decimals.",
  "change-type": "Reads a column as another type.",
  "rename-column": "Gives a column another name.",
  "drop-columns": "Leaves out columns.",
  "keep-columns": "Leaves out all columns but these.",
  "standard-scale": "Takes off the mean and divides by the standard deviation.",
  "min-max-scale": "Brings numbers between the smallest and largest to a range.",
  "robust-scale": "Takes off the median and divides by the distance of two percentiles.",
  "log-transform": "Takes the logarithm: evens out long tails.",
  "power-transform": "Raises numbers to the power that makes them most like a bell curve.",
  "quantile-scale": "Spreads numbers evenly, or to a bell curve, by their rank.",
  "one-hot-encode": "Makes a column of 0 and 1 for each category.",
  "ordinal-encode": "Numbers the categories.",
  "target-encode": "Makes of a category what the target is like in its rows.",
  "frequency-encode": "Makes of a category how frequent it is.",
  "multi-label-binarise": "Makes a column of 0 and 1 for each of several labels in one value.",
  "hash-encode": "Spreads categories over a fixed number of columns.",
  bins: "Puts numbers into bins.",
  ratio: "Divides columns by another.",
  interactions: "Multiplies columns with each other.",
  "group-aggregate": "Adds figures of the group that a row belongs to.",
  formula: "Makes a column by a formula.",
  "date-parts": "Makes year, month, weekday, hour and cyclic parts of dates.",
  "date-difference": "Makes the time between a date and another.",
  "text-features": "Makes lengths and counts of words and sentences.",
  "tf-idf": "Makes a column for each of the most telling terms.",
  "vocabulary-indices": "Makes a row of word numbers of each text.",
  "split-text": "Splits text into several columns.",
  lag: "Adds the value of an earlier row.",
  difference: "Adds the change since an earlier row.",
  rolling: "Adds figures of the rows in a moving window.",
  cumulative: "Adds running sums and figures.",
  "select-by-variance": "Leaves out columns that hardly vary.",
  "select-by-correlation": "Leaves out columns that say the same as another.",
  "select-by-mutual-information": "Keeps the columns that say most about the target.",
  script: "Runs a function of your own.",
};
