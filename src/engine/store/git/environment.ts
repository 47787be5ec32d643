import { devNull } from "node:os";

/** Of the user's own git variables, those that say where configuration, help programs and identity come from. */
const KEPT =
  /^GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH|ASKPASS|SSH|SSH_COMMAND|SSL_\w+|(AUTHOR|COMMITTER)_(NAME|EMAIL))$/i;
const FOREIGN = /^(GIT_.*|LC_.*|LANG|LANGUAGE|EDITOR|VISUAL|PAGER|PREFIX|SSH_ASKPASS)$/i;

/**
 * The user's environment without what would lead git elsewhere (a hook that started us leaves GIT_DIR and GIT_INDEX_FILE),
 * in plain English, and never asking anything.
 */
export function gitEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (value !== undefined && (!FOREIGN.test(key) || KEPT.test(key))) env[key] = value;
  }
  return { ...env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", ...extra };
}

/**
 * Said on every call. No hook or file-system monitor of the user's runs for our bookkeeping; git-lfs's filter is ours to
 * do, so that it need not be installed; objects and refs are on the disk before a call answers.
 */
export const GIT_CONFIG: readonly string[] = [
  `core.hooksPath=${process.platform === "win32" ? "/dev/null" : devNull}`,
  "core.fsmonitor=false",
  "core.splitIndex=false",
  "core.safecrlf=false",
  "core.fsync=committed,reference",
  "core.fsyncMethod=batch",
  "core.filesRefLockTimeout=10000",
  "core.packedRefsTimeout=10000",
  "filter.lfs.clean=",
  "filter.lfs.smudge=",
  "filter.lfs.process=",
  "filter.lfs.required=false",
  "i18n.commitEncoding=UTF-8",
  "i18n.logOutputEncoding=UTF-8",
  "gc.auto=0",
  "color.ui=false",
];
