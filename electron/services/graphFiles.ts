import { createHash, randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/base/errors.ts';
import type { OpenGraph, RecentGraph } from '#shared/ipc/contract/graph.ts';
import { JsonFile } from './jsonFile.ts';

const maxRecent = 12;
/** A window has one model open; more handles are left over from models that were replaced. */
const maxOpen = 20;

/** The models that the graph window has open, and those it had: paths stay here, the window holds ids. */
export class GraphFiles {
  readonly #open = new Map<string, string>();
  readonly #recent: JsonFile<readonly string[]>;
  #remembering: Promise<void> = Promise.resolve();

  constructor(userFolder: string) {
    this.#recent = new JsonFile(join(userFolder, 'recentGraphs.json'), z.array(z.string()).max(100));
  }

  /** Gives a path a handle that the window may hold. */
  open(path: string): OpenGraph {
    const handle = randomUUID();
    this.#open.set(handle, path);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= maxOpen) break;
      this.#open.delete(oldest);
    }
    return { handle, name: basename(path), folder: dirname(path) };
  }

  /** @throws AppError `graph.closed` */
  pathOf(handle: string): string {
    const path = this.#open.get(handle);
    if (path === undefined)
      throw new AppError('graph.closed', 'This model is no longer open. Open it again.');
    return path;
  }

  /** Puts a model that could be read at the head of the recent ones. Nobody waits for it but who asks for the list. */
  remember(handle: string): void {
    const path = this.pathOf(handle);
    this.#remembering = this.#remembering.then(
      () => this.#put(path),
      () => this.#put(path),
    );
    // Who asks for the list is told.
    this.#remembering.catch(() => undefined);
  }

  async #put(path: string): Promise<void> {
    const known = (await this.#recent.read()) ?? [];
    if (known[0] === path) return;
    await this.#recent.write([path, ...known.filter((other) => other !== path)].slice(0, maxRecent));
  }

  async listRecent(): Promise<RecentGraph[]> {
    await this.#remembering;
    const paths = (await this.#recent.read()) ?? [];
    return paths.map((path) => ({ id: idOf(path), name: basename(path), folder: dirname(path) }));
  }

  /** @throws AppError `graph.closed` for an id that is no longer in the list */
  async openRecent(id: string): Promise<OpenGraph> {
    const path = ((await this.#recent.read()) ?? []).find((each) => idOf(each) === id);
    if (path === undefined) throw new AppError('graph.closed', 'This model is no longer in the list.');
    return this.open(path);
  }
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
