import fc from "fast-check";

/**
 * Loaded before every test (package.json, "mocha"). The same properties are tried on the same values each time, so that a
 * failure is the fault of what was changed; `TRAINYARD_SEED=random` tries new ones, as `npm run test:long` does.
 */
const wanted = process.env.TRAINYARD_SEED ?? "1";
if (wanted !== "random") fc.configureGlobal({ seed: Number(wanted) });

/** A run takes the usual backend, however busy the machine is; tests of measuring switch it on. */
process.env.TRAINYARD_MEASURE ??= "off";
