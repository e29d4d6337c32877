import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["__tests__/**/*.test.ts", "rehearsal/__tests__/**/*.test.ts"],
    // Test files share the modules that a worker has loaded, which saves loading CDKTF for each. What a test changes beyond
    // its own values (environment, working folder, spies) it puts back; `npm test -- --isolate` tells whether one didn't.
    isolate: false,
  },
});
