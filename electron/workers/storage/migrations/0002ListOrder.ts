import { nameKey, pathKey } from '../imageKeys.ts';
import type { Migration } from './migration.ts';

/** Lists by name as people count, finds paths whatever their case and Unicode form, and counts without reading all. */
export const listOrder: Migration = {
  version: 2,
  name: 'listOrder',
  sql: `
    ALTER TABLE image ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
    ALTER TABLE image ADD COLUMN path_key TEXT NOT NULL DEFAULT '';
    -- Images that no detector has seen stand below all others.
    ALTER TABLE image ADD COLUMN doubt_key REAL NOT NULL AS (coalesce(doubt, -1)) VIRTUAL;
    DROP INDEX image_name;
    DROP INDEX image_doubt;
    CREATE INDEX image_name ON image (name_key, id);
    CREATE INDEX image_doubt ON image (doubt_key, id);
    CREATE INDEX image_flagged ON image (flagged, id);

    ALTER TABLE label ADD COLUMN usage_count INTEGER NOT NULL DEFAULT 0;
    UPDATE label SET usage_count =
      (SELECT count(*) FROM annotation WHERE label_id = label.id AND state <> 'dismissed');
    -- Counting a million boxes takes too long for every refresh of the palette.
    CREATE TRIGGER annotation_added AFTER INSERT ON annotation WHEN new.state <> 'dismissed' BEGIN
      UPDATE label SET usage_count = usage_count + 1 WHERE id = new.label_id;
    END;
    CREATE TRIGGER annotation_removed AFTER DELETE ON annotation WHEN old.state <> 'dismissed' BEGIN
      UPDATE label SET usage_count = usage_count - 1 WHERE id = old.label_id;
    END;
    CREATE TRIGGER annotation_changed AFTER UPDATE OF label_id, state ON annotation
    WHEN old.label_id <> new.label_id OR old.state <> new.state BEGIN
      UPDATE label SET usage_count = usage_count - (old.state <> 'dismissed') WHERE id = old.label_id;
      UPDATE label SET usage_count = usage_count + (new.state <> 'dismissed') WHERE id = new.label_id;
    END;
  `,
  fill: (database) => {
    const images = database
      .prepare<[], { id: number; path: string; name: string }>('SELECT id, path, name FROM image')
      .all();
    const update = database.prepare<[string, string, number]>(
      'UPDATE image SET name_key = ?, path_key = ? WHERE id = ?',
    );
    for (const { id, path, name } of images) update.run(nameKey(name), pathKey(path), id);
  },
};
