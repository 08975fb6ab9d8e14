import type { Migration } from './migration.ts';

/** Things to look at that a person has put aside, and boxes that are held where they are. */
export const dismissedChecks: Migration = {
  version: 5,
  name: 'dismissedChecks',
  sql: `
    CREATE TABLE check_dismissal (
      id TEXT PRIMARY KEY,
      image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      -- The boxes that it is about: labels and places as JSON.
      parts TEXT NOT NULL,
      x REAL NOT NULL,
      y REAL NOT NULL,
      width REAL NOT NULL,
      height REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX check_dismissal_image ON check_dismissal (image_id);

    ALTER TABLE annotation ADD COLUMN locked INTEGER NOT NULL DEFAULT 0;
  `,
};
