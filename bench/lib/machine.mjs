import { cpus, totalmem } from "node:os";

/** What figures depend on. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memory: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.versions.node,
  date: new Date().toISOString().slice(0, 10),
});

export const machineText = ({ cpu, cores, memory, platform, node }) => `${cpu}, ${cores} cores, ${memory} GiB, ${platform}, Node ${node}`;
