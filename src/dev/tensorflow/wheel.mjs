import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run, tail } from "../lib/run.mjs";
import { problem } from "./errors.mjs";
import { RECIPE } from "./recipe.mjs";

/** The wheel in the cache, downloaded by pip (which knows the user's mirror and proxy) if it is not there; its checksum holds. */
export async function ensureWheel(cache, say) {
  const directory = join(cache, "wheel");
  mkdirSync(directory, { recursive: true });
  if (!findWheel(directory)) await download(directory, say);
  const wheel = findWheel(directory);
  if (!wheel) throw problem("pip finished, but the wheel is not there.", `Delete ${directory} and try again.`);
  await checkSum(wheel);
  return wheel;
}

/**
 * Throws and removes the file if it is not, byte for byte, the one this recipe was tested with.
 * @public
 */
export async function checkSum(file, expected = RECIPE.sha256) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const found = hash.digest("hex");
  if (found === expected) return;
  rmSync(file, { force: true });
  throw problem(
    `The downloaded wheel is not the expected file (SHA-256 ${found.slice(0, 12)}..., expected ${expected.slice(0, 12)}...); it was removed.`,
    "Try again; if it happens again, your package mirror serves another file under that name.",
  );
}

const findWheel = (directory) => {
  const name = readdirSync(directory).find(
    (entry) => entry.startsWith(`tensorflow_cpu-${RECIPE.tensorflow}-cp311-`) && entry.endsWith(".whl"),
  );
  return name === undefined ? undefined : join(directory, name);
};

// Fixed target tags: the wheel is the same whatever Python runs pip.
const TARGET = ["--implementation", "cp", "--abi", "cp311", "--python-version", "3.11"].concat(
  ["manylinux2014_x86_64", "manylinux_2_17_x86_64"].flatMap((tag) => ["--platform", tag]),
);

async function download(directory, say) {
  const python = await findPython();
  say(`downloading tensorflow-cpu ${RECIPE.tensorflow} from PyPI (${RECIPE.megabytes} MB)`);
  const wanted = `tensorflow-cpu==${RECIPE.tensorflow}`;
  const args = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", ...TARGET, "-d", directory, wanted];
  const { code, output } = await run(python, args, { capture: !process.stderr.isTTY, timeoutMs: 30 * 60_000 });
  if (code === 0) return;
  throw problem(
    `pip could not download ${wanted}:\n${tail(output, 5)}\n`,
    "Check that pip reaches its index (`pip config list`) and try again.",
  );
}

async function findPython() {
  for (const name of ["python3", "python"]) {
    const works = await run(name, ["-m", "pip", "--version"], { capture: true }).catch(() => undefined);
    if (works?.code === 0) return name;
  }
  throw problem(
    "Python 3 with pip is needed once, to download TensorFlow's library.",
    "Install it (Debian, Ubuntu: `apt-get install python3 python3-pip`) and try again.",
  );
}
