import { problem } from "./errors.mjs";

const OLDEST_GLIBC = [2, 17];

/** True where the PyPI wheel's libraries run; false where only the package's own installer can help. */
export function buildsHere({ platform, arch } = process, glibc = glibcVersion) {
  if (platform !== "linux" || arch !== "x64") return false;
  const version = glibc();
  if (version === undefined)
    throw problem(
      "Native TensorFlow needs glibc, and this Linux has another C library (Alpine's musl, most likely).",
      "Use a Debian, Ubuntu or Red Hat based system, or stay with the backend `wasm`.",
    );
  const [major, minor] = version.split(".").map(Number);
  if (major < OLDEST_GLIBC[0] || (major === OLDEST_GLIBC[0] && minor < OLDEST_GLIBC[1]))
    throw problem(`Native TensorFlow needs glibc ${OLDEST_GLIBC.join(".")} or newer; this is ${version}.`, "Stay with the backend `wasm`.");
  return true;
}

function glibcVersion() {
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime;
}
