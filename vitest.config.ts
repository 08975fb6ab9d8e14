import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{shared,electron,renderer,samples,models}/**/*.test.{ts,tsx}',
            'test/{integration,corpus,architecture,measure}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/.cache/**', 'out/**', 'dist/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // Each file starts a real Electron: one at a time, or two cores starve and time-outs lie.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // How fast the window follows is what the benchmarks measure; here it is waited for.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
