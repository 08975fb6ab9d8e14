import type { Database } from '../openDatabase.ts';

/** One step from a schema to the next. Never changed once released. */
export interface Migration {
  /** The `user_version` afterwards. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** Fills what SQL alone cannot; runs after it, in the same transaction. */
  readonly fill?: (database: Database) => void;
}
