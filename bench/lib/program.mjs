import { execFile } from "node:child_process";

const LONGEST = 600_000;

/** What a program prints, as a function of the environment that it is given beside ours. Where it fails: the last line it said. */
export const program =
  (command, args) =>
  (env = {}) =>
    new Promise((resolve, reject) => {
      const options = { encoding: "utf8", maxBuffer: 2 ** 26, timeout: LONGEST, env: { ...process.env, ...env } };
      execFile(command, args, options, (error, said, errors) => {
        if (!error) resolve(said);
        else reject(new Error(errors.trim().split("\n").at(-1) || error.message, { cause: error }));
      });
    });
