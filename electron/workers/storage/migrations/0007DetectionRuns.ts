import type { Migration } from './migration.ts';

/** What raw detections were made with, and how long each image took. */
export const detectionRuns: Migration = {
  version: 7,
  name: 'detectionRuns',
  sql: `
    CREATE TABLE detection_run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      -- \`RunFacts\` as JSON; one row for each.
      facts TEXT NOT NULL UNIQUE
    ) STRICT;
    -- Null of images whose detections came from somewhere else.
    ALTER TABLE image ADD COLUMN detection_run INTEGER REFERENCES detection_run (id);
    ALTER TABLE image ADD COLUMN detection_ms REAL;
  `,
};
