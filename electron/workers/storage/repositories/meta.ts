import type { LabelLock } from '#shared/dataset/labelLock.ts';
import { defaultPreferences, type ProjectPreferences } from '#shared/dataset/projectPreferences.ts';
import type { Database } from '../openDatabase.ts';

const lastImageKey = 'lastImageId';
const preferencesKey = 'preferences';
const labelLockKey = 'labelLock';

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

  /** What was never set is as in a new project. */
  preferences(): ProjectPreferences {
    const row = this.database
      .prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
      .get(preferencesKey);
    return { ...defaultPreferences, ...(JSON.parse(row?.value ?? '{}') as Partial<ProjectPreferences>) };
  }

  /** The order of labels that the last export froze. */
  labelLock(): LabelLock | null {
    const row = this.database
      .prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
      .get(labelLockKey);
    return row === undefined ? null : (JSON.parse(row.value) as LabelLock);
  }
}

/** Changes what the project remembers. Call it within a transaction. */
export class MetaWriter extends MetaReader {
  rememberImage(imageId: number): void {
    this.#set(lastImageKey, String(imageId));
  }

  setPreferences(preferences: ProjectPreferences): void {
    this.#set(preferencesKey, JSON.stringify(preferences));
  }

  setLabelLock(lock: LabelLock): void {
    this.#set(labelLockKey, JSON.stringify(lock));
  }

  #set(key: string, value: string): void {
    this.database
      .prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
      .run(key, value);
  }
}
