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
      .prepare<[], Omit<Label, 'isRetired'> & { readonly retired: number }>(
        'SELECT id, name, color, usage_count AS usageCount, retired FROM label ORDER BY position, id',
      )
      .all()
      .map(({ retired, ...label }) => ({ ...label, isRetired: retired === 1 }));
  }

  count(): number {
    return (
      this.database.prepare<[], { count: number }>('SELECT count(*) AS count FROM label').get()?.count ?? 0
    );
  }
}

function duplicate(name: string): AppError {
  return new AppError('storage.duplicateName', `There is a label ${name} already.`, { name });
}

/** Changes the label set. Ids are never used twice. */
export class LabelWriter extends LabelReader {
  /** @throws AppError `storage.duplicateName` */
  add(name: string): Label {
    const taken = this.#named(name);
    if (taken !== undefined) {
      if (!taken.isRetired) throw duplicate(name);
      // It was there once: it comes back under its own id.
      this.setRetired(taken.id, false);
      return { ...taken, isRetired: false };
    }
    const color = labelColor(this.count());
    const { lastInsertRowid } = this.database
      .prepare(
        'INSERT INTO label (name, color, position) VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM label))',
      )
      .run(name, color);
    return { id: lastInsertRowid, name, color, usageCount: 0, isRetired: false };
  }

  /** @throws AppError `storage.unknownRecord` */
  get(labelId: number): Label {
    const found = this.list().find(({ id }) => id === labelId);
    if (found === undefined) {
      throw new AppError('storage.unknownRecord', 'A label is no longer in the project.', { labelId });
    }
    return found;
  }

  /** @throws AppError `storage.unknownRecord`, `storage.duplicateName` when another label has the name */
  change(labelId: number, { name, color }: { readonly name: string; readonly color: string }): void {
    this.get(labelId);
    const taken = this.#named(name);
    if (taken !== undefined && taken.id !== labelId) throw duplicate(name);
    this.database.prepare('UPDATE label SET name = ?, color = ? WHERE id = ?').run(name, color, labelId);
  }

  /** Puts a label at a place of the list, from 0; ids stay as they are. */
  move(labelId: number, toIndex: number): void {
    const moved = this.get(labelId);
    const others = this.list().filter(({ id }) => id !== labelId);
    others.splice(toIndex, 0, moved);
    const update = this.database.prepare<[number, number]>('UPDATE label SET position = ? WHERE id = ?');
    others.forEach(({ id }, index) => update.run(index + 1, id));
  }

  setRetired(labelId: number, isRetired: boolean): void {
    this.database.prepare('UPDATE label SET retired = ? WHERE id = ?').run(isRetired ? 1 : 0, labelId);
  }

  #named(name: string): Label | undefined {
    return this.list().find((label) => label.name === name);
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
