import { failure, type TrainyardError } from "../../shared/errors.ts";

export const reportAssetsMissing = (directory: string, cause: unknown): TrainyardError =>
  failure(
    {
      code: "report-assets-missing",
      message: "The parts that a report page is made of are not there.",
      remedy: "Build them with `npm run build`, or install Trainyard again.",
      place: { file: directory },
    },
    cause,
  );

export const reportNotWritten = (path: string, cause: unknown): TrainyardError =>
  failure(
    {
      code: "report-not-written",
      message: `The report could not be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}).`,
      remedy: "Choose another place with --html or --out.",
      place: { file: path },
    },
    cause,
  );
