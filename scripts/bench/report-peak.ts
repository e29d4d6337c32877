import { writeFileSync } from "node:fs";

// Loaded before the program that is measured: on its exit, writes the most memory that it ever had, in KiB.
process.on("exit", () => {
  const file = process.env.BENCH_PEAK_FILE;
  if (file) writeFileSync(file, String(process.resourceUsage().maxRSS));
});
