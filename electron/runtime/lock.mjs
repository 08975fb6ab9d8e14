// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Runs `work` while no other process does the same: two starts at once must not install into one folder. A lock whose
 * process is gone is taken over.
 *
 * @template T
 * @param {string} folder - made while the lock is held
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  const owner = join(folder, 'pid');
  let told = false;
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      let pid = 0;
      try {
        pid = Number(readFileSync(owner, 'utf8'));
      } catch {
        // Made a moment ago and not yet signed, or left by a process that died in between: the wait below tells.
      }
      if (pid > 0 && !isAlive(pid)) {
        rmSync(folder, { recursive: true, force: true });
        continue;
      }
      if (!told) console.log(`Another set-up is running${pid > 0 ? ` (process ${pid})` : ''}; waiting for it.`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
      if (pid === 0) rmSync(folder, { recursive: true, force: true });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
