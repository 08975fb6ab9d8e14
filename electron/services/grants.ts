import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/base/errors.ts';

/** Picking again and again must not keep every list for ever. */
const maxGrants = 20;

/**
 * Paths that a person has chosen or dropped, under an id that the window may hold. The window never names a path: it can
 * only give back the id of what a person has chosen.
 */
export class Grants {
  readonly #paths = new Map<string, readonly string[]>();

  give(paths: readonly string[]): string {
    const id = randomUUID();
    this.#paths.set(id, paths);
    for (const oldest of this.#paths.keys()) {
      if (this.#paths.size <= maxGrants) break;
      this.#paths.delete(oldest);
    }
    return id;
  }

  /** The paths, which stay granted. @throws AppError `ipc.unknownGrant` */
  look(id: string): readonly string[] {
    const paths = this.#paths.get(id);
    if (paths === undefined) {
      throw new AppError('ipc.unknownGrant', 'These files were chosen too long ago. Choose them again.');
    }
    return paths;
  }

  /** The paths, once. @throws AppError `ipc.unknownGrant` */
  take(id: string): readonly string[] {
    const paths = this.look(id);
    this.#paths.delete(id);
    return paths;
  }
}
