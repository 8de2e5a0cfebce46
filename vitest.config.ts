import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,conformance,clients,wiring}/**/*.test.ts'],
    globalSetup: ['test/build-once.ts', 'test/temporary-folder.ts'],
    // Room for a machine that has more to do; what it is of a test that hangs is the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest leaves a core free by itself, which is half of a machine with two.
    maxWorkers: '100%',
    expect: { requireAssertions: true },
  },
});
