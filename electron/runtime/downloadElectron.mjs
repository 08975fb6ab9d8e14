// @ts-check
/**
 * Gets the pinned Electron's archive into the cache of the `electron` package, whose own installer then only unpacks
 * it. That installer waits without a limit for a network that swallows packets; this does not. Runs on the pinned Node.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadArtifact } from '@electron/get';
import { projectRoot } from './projectPaths.mjs';

const firstByteLimitMs = 20_000;
const stallLimitMs = 60_000;

/** @param {string} name - of a JSON file of the `electron` package */
const read = (name) => JSON.parse(readFileSync(join(projectRoot, 'node_modules', 'electron', name), 'utf8'));
/** @type {string} */
const version = read('package.json').version;
const limit = new AbortController();
const expire = (/** @type {number} */ ms) =>
  setTimeout(() => {
    limit.abort(new Error(`no byte came for ${ms / 1000} s`));
  }, ms);
let timer = expire(firstByteLimitMs);
let saidAt = performance.now();

try {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: read('checksums.json'),
    ...(process.env['electron_config_cache'] ? { cacheRoot: process.env['electron_config_cache'] } : {}),
    downloadOptions: {
      signal: limit.signal,
      quiet: true,
      getProgressCallback: (/** @type {{ transferred: number, percent: number }} */ progress) => {
        clearTimeout(timer);
        timer = expire(stallLimitMs);
        if (performance.now() - saidAt < 10_000) return;
        saidAt = performance.now();
        console.log(
          `  Electron ${version}: ${(progress.transferred / 1e6).toFixed(0)} MB, ${(progress.percent * 100).toFixed(0)} %`,
        );
      },
    },
  });
  clearTimeout(timer);
} catch (error) {
  // The last line is what set-up shows: the innermost reason.
  let reason = limit.signal.aborted ? limit.signal.reason : error;
  while (reason instanceof Error && reason.cause instanceof Error) reason = reason.cause;
  console.error(reason instanceof Error ? reason.message : String(reason));
  process.exit(1);
}
