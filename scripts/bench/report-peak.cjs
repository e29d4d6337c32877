const { writeFileSync } = require("node:fs");

// Loaded before the program that is measured: on its exit, writes the most memory that it ever had, in KiB.
process.on("exit", () => writeFileSync(process.env.BENCH_PEAK_FILE, String(process.resourceUsage().maxRSS)));
