import type { Migration } from './migration.ts';

/** Labels that are no longer given, steps over many images, what correcting an image has cost, and lists by state. */
export const labelSet: Migration = {
  version: 3,
  name: 'labelSet',
  sql: `
    ALTER TABLE label ADD COLUMN retired INTEGER NOT NULL DEFAULT 0;

    -- A step on many images keeps its diffs here, one an image, and none in its own row.
    CREATE TABLE history_part (
      sequence INTEGER NOT NULL REFERENCES history (sequence) ON DELETE CASCADE,
      image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
      diff TEXT NOT NULL,
      PRIMARY KEY (sequence, image_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX history_part_image ON history_part (image_id);
    -- When its first image goes, the step stays for the others.
    CREATE TRIGGER image_of_step_removed BEFORE DELETE ON image BEGIN
      UPDATE history SET image_id =
        (SELECT image_id FROM history_part WHERE sequence = history.sequence AND image_id <> old.id LIMIT 1)
      WHERE image_id = old.id AND EXISTS
        (SELECT 1 FROM history_part WHERE sequence = history.sequence AND image_id <> old.id);
    END;

    -- As work goes on: new, pre-labelled, in progress, reviewed.
    ALTER TABLE image ADD COLUMN state_key INTEGER NOT NULL
      AS (CASE state WHEN 'new' THEN 0 WHEN 'prelabelled' THEN 1 WHEN 'inProgress' THEN 2 ELSE 3 END) VIRTUAL;
    CREATE INDEX image_state_key ON image (state_key, id);

    CREATE TABLE effort (
      image_id INTEGER PRIMARY KEY REFERENCES image (id) ON DELETE CASCADE,
      active_ms INTEGER NOT NULL,
      key_count INTEGER NOT NULL,
      click_count INTEGER NOT NULL
    ) STRICT;
  `,
};
