import type { Migration } from './migration.ts';

/** What the states of images were before a step, so that its undo brings them back too. */
export const statesOfSteps: Migration = {
  version: 6,
  name: 'statesOfSteps',
  sql: `
    CREATE TABLE history_state (
      sequence INTEGER NOT NULL REFERENCES history (sequence) ON DELETE CASCADE,
      image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
      former TEXT NOT NULL,
      given TEXT NOT NULL,
      PRIMARY KEY (sequence, image_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX history_state_image ON history_state (image_id);
  `,
};
