import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { ProjectInfo, RecentProject } from '#shared/ipc/contract/project.ts';
import type { StoredProject } from '#shared/ipc/worker/storage.ts';
import { JsonFile } from './jsonFile.ts';
import type { Workers } from './workers.ts';

/** The extension of project files. */
export const projectExtension = '.surd';

const recentSchema = z.object({ paths: z.array(z.string()), reopen: z.boolean() });
const maxRecent = 12;

function recentId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

/** The open project, and those that were open before. */
export class ProjectService {
  readonly #workers: Workers;
  readonly #recent: JsonFile<z.infer<typeof recentSchema>>;
  readonly #seedLabels: () => Promise<readonly string[]>;
  #path: string | null = null;

  /** @param seedLabels - the labels of a new project: those of the detector, so that the palette is not empty */
  constructor(workers: Workers, userFolder: string, seedLabels: () => Promise<readonly string[]>) {
    this.#workers = workers;
    this.#recent = new JsonFile(join(userFolder, 'recent-projects.json'), recentSchema);
    this.#seedLabels = seedLabels;
  }

  /** @throws AppError `project.none` */
  get path(): string {
    if (this.#path === null) throw new AppError('project.none', 'No project is open.');
    return this.#path;
  }

  get isOpen(): boolean {
    return this.#path !== null;
  }

  /** Opens a project, or makes one; the one open before is closed. */
  async open(path: string, create: boolean): Promise<ProjectInfo> {
    const absolute = resolve(path);
    const seedLabels = create ? await this.#seedLabels() : [];
    this.#path = null;
    this.#workers.storage.setPrepare(null);
    const stored = await this.#workers.storage.call('open', { path: absolute, create, seedLabels });
    this.#path = absolute;
    // A storage process that was started anew has to know the project again.
    this.#workers.storage.setPrepare(async (storage) => {
      await storage.callUnprepared('open', { path: absolute, create: false, seedLabels: [] });
    });
    await this.#remember(absolute);
    return infoOf(stored);
  }

  async current(): Promise<ProjectInfo | null> {
    if (this.#path === null) return null;
    return infoOf(await this.#workers.storage.call('info', {}));
  }

  async close(): Promise<void> {
    this.#workers.storage.setPrepare(null);
    this.#path = null;
    await this.#workers.storage.call('close', {});
    const recent = await this.#recent.read();
    if (recent !== null) await this.#recent.write({ ...recent, reopen: false });
  }

  async listRecent(): Promise<readonly RecentProject[]> {
    const recent = await this.#recent.read();
    return (recent?.paths ?? []).map((path) => ({
      recentId: recentId(path),
      name: basename(path, projectExtension),
      path,
      exists: existsSync(path),
    }));
  }

  /** @throws AppError `project.notFound` */
  async openRecent(id: string): Promise<ProjectInfo> {
    const recent = await this.#recent.read();
    const path = recent?.paths.find((candidate) => recentId(candidate) === id);
    if (path === undefined)
      throw new AppError('project.notFound', 'This project is no longer in the list of recent ones.');
    return this.open(path, false);
  }

  /** Opens the project that was open when the app ended; null when there was none, or it is gone. */
  async reopenLast(): Promise<ProjectInfo | null> {
    const recent = await this.#recent.read();
    const path = recent?.paths[0];
    if (recent?.reopen !== true || path === undefined || !existsSync(path)) return null;
    return this.open(path, false);
  }

  async #remember(path: string): Promise<void> {
    const recent = await this.#recent.read();
    const others = (recent?.paths ?? []).filter((other) => other !== path);
    await this.#recent.write({ paths: [path, ...others].slice(0, maxRecent), reopen: true });
  }
}

function infoOf(stored: StoredProject): ProjectInfo {
  return {
    name: basename(stored.path, projectExtension),
    path: stored.path,
    imageCount: stored.imageCount,
    reviewedCount: stored.reviewedCount,
    lastImageId: stored.lastImageId,
    recoveryNote: stored.recoveryNote,
  };
}
