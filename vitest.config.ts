import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,conformance,clients,wiring}/**/*.test.ts'],
    globalSetup: ['test/build-once.ts', 'test/temporary-folder.ts'],
    testTimeout: 20_000,
    expect: { requireAssertions: true },
  },
});
