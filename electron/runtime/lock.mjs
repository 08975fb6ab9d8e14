// @ts-check
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** How often the holder of a lock shows that it lives. */
const beatMs = 2_000;
/** A holder that has shown nothing for so long, while somebody watched, is gone, whatever now has its process id. */
const silenceMs = 60_000;
const pollMs = 250;
const clearPollMs = 20;

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
 * Takes the lock in one step: it appears with its owner's name in it, or not at all.
 *
 * @param {string} folder
 */
function take(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const signed = mkdtempSync(`${folder}-`);
  try {
    writeFileSync(join(signed, 'pid'), String(process.pid));
    renameSync(signed, folder);
    return true;
  } catch (error) {
    rmSync(signed, { recursive: true, force: true });
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false;
    // So says Windows of a folder that is in the way.
    if (code === 'EPERM' && holder(folder) !== null) return false;
    throw error;
  }
}

/**
 * @param {string} folder
 * @returns {{ pid: number, beat: number } | null} null where nobody holds it
 */
function holder(folder) {
  try {
    const owner = join(folder, 'pid');
    return { pid: Number(readFileSync(owner, 'utf8')), beat: statSync(owner).mtimeMs };
  } catch {
    return null;
  }
}

/**
 * Gives a lock up in one step. Emptied first and removed then, it could be taken in between, and the removal would fail.
 *
 * @param {string} folder
 */
function putAway(folder) {
  const aside = `${folder}-done-${process.pid}`;
  renameSync(folder, aside);
  rmSync(aside, { recursive: true, force: true });
}

/** Clearing takes a moment; a guard that stands longer was left by a process that died in that moment. */
const guardMs = 10_000;

/**
 * Puts a dead holder's lock away, and never one that another process has just taken in its place: one process clears at a
 * time, and looks again whose lock it is once it may.
 *
 * @param {string} folder
 * @param {number} pid - of the dead holder; 0 for a folder that nobody has signed
 */
function clear(folder, pid) {
  const guard = `${folder}-clearing`;
  try {
    mkdirSync(guard);
  } catch {
    try {
      if (Date.now() - statSync(guard).mtimeMs > guardMs) rmSync(guard, { recursive: true, force: true });
    } catch {
      // Another one has just finished.
    }
    return;
  }
  try {
    if ((holder(folder)?.pid ?? 0) === pid) putAway(folder);
  } catch {
    // It was given up at this very moment: the next look tells.
  } finally {
    rmSync(guard, { recursive: true, force: true });
  }
}

/**
 * Runs `work` while no other process does the same: two starts at once must not install into one folder. A lock whose
 * process is gone is taken over.
 *
 * @template T
 * @param {string} folder - stands there while the lock is held
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, work) {
  let told = false;
  let seen = { beat: -1, at: 0 };
  while (!take(folder)) {
    // No holder: just given up, or a folder that was never a lock; in time that one is moved away as well.
    const held = holder(folder) ?? { pid: 0, beat: 0 };
    if (held.beat !== seen.beat) seen = { beat: held.beat, at: performance.now() };
    if (performance.now() - seen.at > silenceMs || (held.pid > 0 && !isAlive(held.pid))) {
      clear(folder, held.pid);
      await new Promise((resolve) => setTimeout(resolve, clearPollMs));
      continue;
    }
    if (!told && held.pid > 0)
      console.log(`Another set-up is running (process ${held.pid}); waiting for it.`);
    told ||= held.pid > 0;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  const beat = setInterval(() => {
    try {
      const now = new Date();
      utimesSync(join(folder, 'pid'), now, now);
    } catch {
      // Another process took this one for dead; the work itself is safe against running twice.
    }
  }, beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (holder(folder)?.pid === process.pid) putAway(folder);
  }
}
