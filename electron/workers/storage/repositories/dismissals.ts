import type { CheckSubject, Dismissal } from '#shared/checks/dismissal.ts';
import type { Database } from '../openDatabase.ts';
import { checkBox } from './checks.ts';

interface DismissalRow {
  readonly id: string;
  readonly kind: string;
  readonly parts: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Things to look at that were put aside. Call what writes within a transaction. */
export class DismissalWriter {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  ofImage(imageId: number): readonly Dismissal[] {
    return this.#database
      .prepare<[number], DismissalRow>(
        'SELECT id, kind, parts, x, y, width, height FROM check_dismissal WHERE image_id = ? ORDER BY id',
      )
      .all(imageId)
      .map(({ id, kind, parts, x, y, width, height }) => ({
        id,
        kind,
        parts: JSON.parse(parts) as CheckSubject['parts'],
        place: { x, y, width, height },
      }));
  }

  /** The same once more changes nothing. */
  add(imageId: number, { id, kind, parts, place }: Dismissal): void {
    for (const { box } of [...parts, { box: place }])
      checkBox(box, 'ipc.badPayload', `dismissed check ${id}`);
    const { x, y, width, height } = place;
    this.#database
      .prepare(
        `INSERT INTO check_dismissal (id, image_id, kind, parts, x, y, width, height)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
      )
      .run(id, imageId, kind, JSON.stringify(parts), x, y, width, height);
  }

  /** Those that are gone already make no difference. */
  remove(ids: readonly string[]): void {
    const remove = this.#database.prepare('DELETE FROM check_dismissal WHERE id = ?');
    for (const id of ids) remove.run(id);
  }
}
