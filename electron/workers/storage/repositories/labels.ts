import { AppError } from '#shared/base/errors.ts';
import { labelColor, type Label } from '#shared/dataset/label.ts';
import type { Database } from '../openDatabase.ts';

/** Reads the label set. */
export class LabelReader {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  list(): readonly Label[] {
    return this.database
      .prepare<[], Label>(
        'SELECT id, name, color, usage_count AS usageCount FROM label ORDER BY position, id',
      )
      .all();
  }

  count(): number {
    return (
      this.database.prepare<[], { count: number }>('SELECT count(*) AS count FROM label').get()?.count ?? 0
    );
  }
}

/** Changes the label set. Ids are never used twice. */
export class LabelWriter extends LabelReader {
  /** @throws AppError `storage.duplicateName` */
  add(name: string): Label {
    const taken = this.database
      .prepare<[string], { id: number }>('SELECT id FROM label WHERE name = ?')
      .get(name);
    if (taken !== undefined) {
      throw new AppError('storage.duplicateName', `There is a label ${name} already.`, { name });
    }
    const color = labelColor(this.count());
    const { lastInsertRowid } = this.database
      .prepare(
        'INSERT INTO label (name, color, position) VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM label))',
      )
      .run(name, color);
    return { id: lastInsertRowid, name, color, usageCount: 0 };
  }

  /** The ids of these names; names that are new are added, in the order given. */
  ensure(names: Iterable<string>): { readonly ids: ReadonlyMap<string, number>; readonly added: boolean } {
    const find = this.database.prepare<[string], { id: number }>('SELECT id FROM label WHERE name = ?');
    const ids = new Map<string, number>();
    let added = false;
    for (const name of names) {
      if (ids.has(name)) continue;
      const found = find.get(name);
      if (found === undefined) {
        ids.set(name, this.add(name).id);
        added = true;
      } else ids.set(name, found.id);
    }
    return { ids, added };
  }
}
