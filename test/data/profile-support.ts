import { basename, dirname } from "node:path";
import { profile } from "../../src/engine/data/profile/profile.ts";
import type { ColumnProfile, Profile, ProfileQuery } from "../../src/protocol/profile.ts";
import { fileOf } from "./support.ts";

export const profiled = (content: string, query: Partial<ProfileQuery> = {}): Promise<Profile> => {
  const file = fileOf(content);
  return profile({ file: basename(file), ...query }, { folder: dirname(file) });
};

/** A file of `rows` rows; each column by its name and its value in a row. */
export const file = (rows: number, columns: Record<string, (i: number) => string | number>): string =>
  `${Object.keys(columns).join(",")}\n${Array.from({ length: rows }, (_, i) =>
    Object.values(columns)
      .map((value) => value(i))
      .join(","),
  ).join("\n")}\n`;

export const column = ({ columns }: Profile, name: string) => columns.find((one) => one.name === name) as ColumnProfile;

/** Kinds of the alerts about a column. */
export const kindsOf = ({ alerts }: Profile, name: string): string[] =>
  alerts.filter(({ columns }) => columns.includes(name)).map(({ kind }) => kind);
