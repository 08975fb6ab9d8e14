import type { Migration } from './migration.ts';

/** Who wrote an image, so that splits keep writers apart; detections that came with a step and go with its undo. */
export const labelTransfer: Migration = {
  version: 4,
  name: 'labelTransfer',
  sql: `
    ALTER TABLE image ADD COLUMN writer TEXT;

    CREATE TABLE history_detection (
      sequence INTEGER NOT NULL REFERENCES history (sequence) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
      label_id INTEGER NOT NULL REFERENCES label (id),
      x REAL NOT NULL,
      y REAL NOT NULL,
      width REAL NOT NULL,
      height REAL NOT NULL,
      score REAL NOT NULL,
      -- The row of \`detection\` that it is; null while the step is undone.
      detection_id INTEGER,
      PRIMARY KEY (sequence, place)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX history_detection_image ON history_detection (image_id);
    CREATE INDEX history_detection_label ON history_detection (label_id);
  `,
};
