import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import type { Task } from "../../protocol/task.ts";

/** What the choice of an algorithm goes by. */
export interface DataFacts {
  task: Task;
  rows: number;
  numbers: number;
  categories: number;
  dates: number;
  /** Columns of free text. */
  texts: string[];
  /** Columns once categories are one-hot encoded. */
  width: number;
  /** Columns to learn from that have missing values. */
  missing: number;
  /** Rows of the rarest class; null where there are none. */
  rarest: number | null;
  /** The rows are the images of a folder. */
  images: boolean;
  /** A date column with a row for each point in time. */
  timeColumn: string | null;
}

const MOST_LEVELS = 50;

/** `used`: the columns to learn from, without the target and what names a row. */
export function factsOf(profile: Profile, task: Task, target: ColumnProfile | null, used: readonly ColumnProfile[]): DataFacts {
  const of = (...types: string[]) => used.filter(({ type }) => types.includes(type));
  const numbers = of("number", "integer").length;
  const categories = of("category", "boolean");
  const dates = of("date").length;
  const levels = categories.reduce((sum, { distinct }) => sum + Math.min(distinct, MOST_LEVELS), 0);
  const scale = profile.sampledFrom === null ? 1 : profile.sampledFrom / Math.max(1, profile.rows);
  const rarest = task === "binary" || task === "multiclass" ? rarestOf(target) : null;
  return {
    task,
    rows: Math.round((target ? target.count : profile.rows) * scale),
    numbers,
    categories: categories.length,
    dates,
    texts: profile.columns.filter(({ type, name }) => type === "text" && name !== target?.name).map(({ name }) => name),
    width: numbers + dates + levels,
    missing: used.filter((column) => column.missing > 0).length,
    rarest: rarest === null ? null : Math.round(rarest * scale),
    images: hasImages(profile),
    timeColumn: timeColumnOf(profile),
  };
}

const OF_IMAGES = ["path", "label", "width", "height", "bytes", "sha256"];

/** Whether a folder of images was profiled. */
export const hasImages = ({ columns }: Profile): boolean => columns.map(({ name }) => name).join() === OF_IMAGES.join();

/** The profile knows the counts of the ten most frequent values: of more classes the rarest is no more frequent than the tenth. */
const rarestOf = (target: ColumnProfile | null): number | null => target?.top.at(-1)?.count ?? null;

/** The date by which the rows are ordered, where (nearly) each row has a date of its own. */
function timeColumnOf({ timeColumn, columns, rows }: Profile): string | null {
  const column = columns.find(({ name }) => name === timeColumn);
  return column && column.distinct >= 0.9 * rows ? column.name : null;
}
