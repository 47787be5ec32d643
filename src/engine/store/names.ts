/** Where runs are among the refs. */
export const RUNS = "refs/trainyard/runs/";
/** Deleted runs, until they are restored. */
export const TRASH = "refs/trainyard/trash/runs/";
/** The code of runs in progress, so that `git gc` leaves it alone. */
export const LIVE = "refs/trainyard/live/";

/** What the tests of a run's model have found, by the run's id. */
export const TESTS = "refs/trainyard/tests/";

/** Names that point to runs, by experiment: its champion. */
export const ALIASES = "refs/trainyard/aliases/";

export const idOfRef = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1);
export const isUlid = (text: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);
