import { inputError, type TrainyardError } from "../../../shared/errors.ts";

export const timeZoneUnknown = (timeZone: string): TrainyardError =>
  inputError({
    code: "time-zone-unknown",
    message: `There is no time zone "${timeZone}".`,
    remedy: 'Give a name of the IANA database, such as "Europe/Berlin", or "UTC".',
    place: { field: "timeZone" },
  });

export const notADate = (name: string, kind: string): TrainyardError =>
  inputError({
    code: "column-unfit",
    message: `The step date-difference counts since "${name}", which is a ${kind} column.`,
    remedy: 'Name a date column as "since", or give a date such as "2024-01-31".',
    place: { field: name },
  });
