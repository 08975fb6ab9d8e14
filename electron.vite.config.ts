import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import react from '@vitejs/plugin-react';

const here = import.meta.dirname;

/** Electron 33 (Node 20, Chromium 130) is the oldest runtime the same build has to run on. */
const oldestNode = 'node20.18';
const oldestChromium = 'chrome130';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: oldestNode,
      sourcemap: true,
      rolldownOptions: {
        input: {
          main: resolve(here, 'electron/main/main.ts'),
          cli: resolve(here, 'electron/cli/cli.ts'),
          storage: resolve(here, 'electron/workers/storage/entry.ts'),
          imaging: resolve(here, 'electron/workers/imaging/entry.ts'),
          inference: resolve(here, 'electron/workers/inference/entry.ts'),
          modelParse: resolve(here, 'electron/workers/modelParse/entry.ts'),
          evaluation: resolve(here, 'electron/workers/evaluation/entry.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: oldestNode,
      // A sandboxed preload cannot require anything but electron: everything goes into one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve(here, 'electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: resolve(here, 'out/renderer'),
      // The policy knows no data: URLs, so nothing may become one.
      assetsInlineLimit: 0,
      minify: true,
      target: oldestChromium,
      rolldownOptions: { input: resolve(here, 'renderer/index.html') },
    },
  },
});
