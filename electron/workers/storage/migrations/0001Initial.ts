import type { Migration } from './migration.ts';

export const initial: Migration = {
  version: 1,
  name: 'initial',
  sql: `
    CREATE TABLE meta (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    CREATE TABLE label (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      color TEXT NOT NULL,
      position INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE image (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      path TEXT NOT NULL,
      name TEXT NOT NULL COLLATE NOCASE,
      sha256 TEXT NOT NULL UNIQUE,
      width INTEGER NOT NULL CHECK (width > 0),
      height INTEGER NOT NULL CHECK (height > 0),
      size_bytes INTEGER NOT NULL,
      modified_ms INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('raster', 'ink')),
      state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'prelabelled', 'inProgress', 'reviewed')),
      flagged INTEGER NOT NULL DEFAULT 0,
      latex TEXT,
      revision INTEGER NOT NULL DEFAULT 0,
      annotation_count INTEGER NOT NULL DEFAULT 0,
      detection_count INTEGER NOT NULL DEFAULT 0,
      doubt REAL,
      detected_by TEXT
    ) STRICT;
    CREATE INDEX image_path ON image (path);
    CREATE INDEX image_name ON image (name, id);
    CREATE INDEX image_doubt ON image (doubt, id);
    CREATE INDEX image_state ON image (state, id);

    CREATE TABLE annotation (
      id TEXT PRIMARY KEY,
      image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
      label_id INTEGER NOT NULL REFERENCES label (id),
      x REAL NOT NULL,
      y REAL NOT NULL,
      width REAL NOT NULL CHECK (width > 0),
      height REAL NOT NULL CHECK (height > 0),
      state TEXT NOT NULL CHECK (state IN ('accepted', 'corrected', 'drawn', 'dismissed')),
      score REAL,
      detection_id INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX annotation_image ON annotation (image_id);
    CREATE INDEX annotation_label ON annotation (label_id, state);

    CREATE TABLE detection (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
      label_id INTEGER NOT NULL REFERENCES label (id),
      x REAL NOT NULL,
      y REAL NOT NULL,
      width REAL NOT NULL,
      height REAL NOT NULL,
      score REAL NOT NULL
    ) STRICT;
    CREATE INDEX detection_image ON detection (image_id);
    CREATE INDEX detection_label ON detection (label_id);

    -- Steps in the order they were made. Those with undone = 1 stand at the end and can be made again.
    CREATE TABLE history (
      sequence INTEGER PRIMARY KEY,
      image_id INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      box_count INTEGER NOT NULL,
      at_ms INTEGER NOT NULL,
      undone INTEGER NOT NULL DEFAULT 0,
      diff TEXT NOT NULL
    ) STRICT;
    CREATE INDEX history_image ON history (image_id);
    CREATE INDEX history_undone ON history (undone, sequence);
  `,
};
