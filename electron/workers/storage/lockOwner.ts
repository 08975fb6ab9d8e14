import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const ownerSchema = z.object({ pid: z.number().int().positive(), host: z.string() });

/**
 * A note beside the project file that says who has it open. It is no lock: SQLite's own is, and dies with its process.
 * It is there because the lock cannot say who holds it.
 */
function noteOf(projectPath: string): string {
  return `${projectPath}-owner`;
}

/** To be called with the lock held. */
export function leaveOwnerNote(projectPath: string): void {
  try {
    writeFileSync(noteOf(projectPath), JSON.stringify({ pid: process.pid, host: hostname() }));
  } catch {
    // Without it the message names nobody; on a full disk a project must open all the same.
  }
}

/** To be called before the lock is given up. */
export function removeOwnerNote(projectPath: string): void {
  rmSync(noteOf(projectPath), { force: true });
}

/** Who has the file open, in words; null when the note is missing, or its process is gone. */
export function ownerInWords(projectPath: string): string | null {
  try {
    const owner = ownerSchema.parse(JSON.parse(readFileSync(noteOf(projectPath), 'utf8')));
    if (owner.host !== hostname()) return `process ${owner.pid} on the computer ${owner.host}`;
    return isRunning(owner.pid) ? `process ${owner.pid}` : null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // It runs, but for another user.
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
