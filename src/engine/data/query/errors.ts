import { basename } from "node:path";
import { inputError, type Place } from "../../../shared/errors.ts";
import { lineColumn } from "./text.ts";

/** A query file that was read. */
export interface QueryFile {
  file: string;
  text: string;
}

const at = ({ file, text }: QueryFile, position: number | null): Place =>
  position === null ? { file } : { file, ...lineColumn(text, position) };

export const queryEmpty = (query: QueryFile) =>
  inputError({
    code: "query-empty",
    message: `${basename(query.file)} holds no query.`,
    remedy: "Write one, such as SELECT * FROM 'sales.csv'.",
    place: { file: query.file },
  });

export const queryNotSelect = (query: QueryFile, position: number) =>
  inputError({
    code: "query-not-select",
    message: `${basename(query.file)} holds a statement that is not a query.`,
    remedy: "Only SELECT, WITH and VALUES are run: a query file reads data and changes nothing.",
    place: at(query, position),
  });

export const querySeveral = (query: QueryFile, position: number) =>
  inputError({
    code: "query-several-statements",
    message: `${basename(query.file)} holds more than one statement.`,
    remedy: "Keep one; WITH gives names to the steps of a query.",
    place: at(query, position),
  });

export const queryFunction = (query: QueryFile, name: string, position: number) =>
  inputError({
    code: "query-function-refused",
    message: `${basename(query.file)} calls ${name}, which reads files by itself.`,
    remedy: "Name the file in quotes: FROM 'sales.csv'. Delimiter, encoding and types are found.",
    place: at(query, position),
  });

export const queryOutside = (query: QueryFile, name: string, position: number) =>
  inputError({
    code: "query-file-outside",
    message: `${basename(query.file)} reads ${name}, which is outside of the folder.`,
    remedy: "A query reads files of the open folder and of its own directory: copy the file there.",
    place: at(query, position),
  });

/** Of what a query's engine says: it may quote the query. */
const LONGEST = 300;

/** What the query's engine says, in one sentence. */
export const queryWrong = (query: QueryFile, what: string, position: number | null, cause?: unknown) =>
  inputError(
    {
      code: "query-wrong",
      message: `${basename(query.file)} cannot be run: ${what.length > LONGEST ? `${what.slice(0, LONGEST)}…` : what}.`,
      remedy: /^Table/.test(what) ? "A file is named in quotes: FROM 'sales.csv'." : "Correct the query.",
      place: at(query, position),
    },
    cause,
  );

export const queryNoRows = ({ file }: QueryFile) =>
  inputError({
    code: "query-no-rows",
    message: `The query in ${basename(file)} gives no rows.`,
    remedy: "Look at its conditions: nothing passes them.",
    place: { file },
  });

export const queryUnreadable = (file: string) =>
  inputError({
    code: "query-unreadable",
    message: `${basename(file)} is not a query in UTF-8 text of at most 1 MiB.`,
    remedy: "Save it again as UTF-8 text.",
    place: { file },
  });

export const queryDenied = ({ file }: QueryFile, what: string) =>
  inputError({
    code: "query-denied",
    message: `The database does not let this user run ${basename(file)}: ${what}.`,
    remedy: "Ask for the right to read, or use the connection of another user.",
    place: { file },
  });

export const queryStopped = ({ file }: QueryFile) =>
  inputError({
    code: "query-stopped",
    message: `The database server stopped ${basename(file)}: it took too long, or somebody cancelled it.`,
    remedy: "Ask for fewer rows, or have the server's statement_timeout raised.",
    place: { file },
  });
