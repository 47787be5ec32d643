// Installs the Debian packages that all tests together need and this machine lacks: for CI, where nothing may be skipped.
import { ensureDebianPackages } from "./lib/debian.mjs";

const PACKAGES = ["chromium", "fonts-dejavu-core", "g++", "git-lfs", "libkrb5-dev", "make", "openssl", "postgresql", "python3"];

try {
  await ensureDebianPackages(PACKAGES, (line) => console.log(`${line}...`));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
