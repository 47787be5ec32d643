import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { run, tail } from "../lib/run.mjs";
import { problem } from "./errors.mjs";
import { nodeHeaders } from "./node-headers.mjs";
import { RECIPE } from "./recipe.mjs";
import { bindingOf } from "./stamp.mjs";

const SOURCES = ["binding/tfjs_backend.cc", "binding/tfjs_binding.cc"];

/** Compiles the package's Node-API binding against `libraries` and lays both where the package looks for them. */
export async function compileBinding(directory, libraries, cache, say) {
  const compiler = await findCompiler();
  const headers = await nodeHeaders(cache, say);
  say(`compiling the binding with ${compiler}`);
  layOut(join(libraries, "lib"), join(directory, "deps", "lib"));
  const binding = bindingOf(directory);
  mkdirSync(dirname(binding), { recursive: true });
  const args = [
    ...["-std=c++17", "-O2", "-fPIC", "-shared", "-fvisibility=default", "-Wno-attributes"],
    ...[`-DNAPI_VERSION=${RECIPE.napi}`, "-DBUILDING_NODE_EXTENSION", "-DNODE_GYP_MODULE_NAME=tfjs_binding"],
    ...[`-I${headers}`, `-I${join(libraries, "include")}`, ...SOURCES, "-o", `${binding}.tmp`],
    ...["-Ldeps/lib", "-Wl,-rpath,$ORIGIN/../../deps/lib", "-ltensorflow", "-ltensorflow_framework"],
  ];
  const { code, output } = await run(compiler, args, { cwd: directory, capture: true, timeoutMs: 10 * 60_000 });
  if (code !== 0) throw problem(`${compiler} could not compile the binding:\n${tail(output, 10)}\n`, "A compiler for C++17 is needed.");
  renameSync(`${binding}.tmp`, binding);
}

async function findCompiler() {
  for (const name of [process.env.CXX, "g++", "clang++", "c++"].filter(Boolean)) {
    const works = await run(name, ["--version"], { capture: true }).catch(() => undefined);
    if (works?.code === 0) return name;
  }
  throw problem("A C++ compiler is needed, and none was found.", "Install one (Debian, Ubuntu: `apt-get install g++`) and try again.");
}

/** Hard links where the cache is on the same disk: half a gigabyte is there once, for however many checkouts. */
function layOut(from, to) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source, target) {
  try {
    linkSync(source, target);
  } catch {
    cpSync(source, target);
  }
  if (!existsSync(target) || statSync(target).size !== statSync(source).size)
    throw problem(`${target} could not be written.`, "Free some disk space (half a gigabyte is needed) and try again.");
}
