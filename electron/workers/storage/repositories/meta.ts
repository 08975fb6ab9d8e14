import type { Database } from '../openDatabase.ts';

const lastImageKey = 'lastImageId';

/** Reads what the project remembers about itself. */
export class MetaReader {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** The image that was open last, if it is still there. */
  lastImageId(): number | null {
    const row = this.database
      .prepare<[string], { id: number }>(
        'SELECT image.id FROM meta JOIN image ON image.id = CAST(meta.value AS INTEGER) WHERE key = ?',
      )
      .get(lastImageKey);
    return row?.id ?? null;
  }
}

/** Changes what the project remembers. Call it within a transaction. */
export class MetaWriter extends MetaReader {
  rememberImage(imageId: number): void {
    this.database
      .prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
      .run(lastImageKey, String(imageId));
  }
}
