import { AppError } from '#shared/base/errors.ts';
import { isSameAnnotation, type Annotation } from '#shared/annotation/annotation.ts';
import type { DocumentDiff } from '#shared/annotation/diff.ts';
import type { Database } from '../openDatabase.ts';
import { staleDocument } from '../storageErrors.ts';
import { checkBox, checkNamedOnce } from './checks.ts';
import { annotationOf, type AnnotationRow } from './rows.ts';

const columns = 'id, image_id, label_id, x, y, width, height, state, score, detection_id, locked';

/** Reads the annotations of an image. */
export class AnnotationReader {
  protected readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** All symbols with the label, by image. */
  ofLabel(labelId: number): ReadonlyMap<number, readonly Annotation[]> {
    const rows = this.database
      .prepare<[number], AnnotationRow>(
        `SELECT ${columns} FROM annotation WHERE label_id = ? AND state <> 'dismissed' ORDER BY image_id, id`,
      )
      .all(labelId);
    const byImage = new Map<number, Annotation[]>();
    for (const annotation of rows.map(annotationOf)) {
      const others = byImage.get(annotation.imageId);
      if (others === undefined) byImage.set(annotation.imageId, [annotation]);
      else others.push(annotation);
    }
    return byImage;
  }

  ofImage(imageId: number): readonly Annotation[] {
    return this.database
      .prepare<[number], AnnotationRow>(
        `SELECT ${columns} FROM annotation WHERE image_id = ? ORDER BY y, x, id`,
      )
      .all(imageId)
      .map(annotationOf);
  }
}

/** Changes annotations. Call it within a transaction. */
export class AnnotationWriter extends AnnotationReader {
  /**
   * Makes the stored document what the diff says, and only if it is what the diff starts from.
   *
   * @throws AppError `storage.staleRevision` when a record is not as the diff believes, `storage.unknownRecord` when it
   *   names another image or a label that does not exist, `ipc.badPayload` when it could not be taken back
   */
  apply(imageId: number, diff: DocumentDiff): void {
    const find = this.database.prepare<[string], AnnotationRow>(
      `SELECT ${columns} FROM annotation WHERE id = ?`,
    );
    const remove = this.database.prepare('DELETE FROM annotation WHERE id = ?');
    const insert = this.database.prepare(
      `INSERT INTO annotation (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const update = this.database.prepare(
      'UPDATE annotation SET label_id = ?, x = ?, y = ?, width = ?, height = ?, state = ?, score = ?, detection_id = ?, locked = ? WHERE id = ?',
    );
    const label = this.database.prepare<[number], { id: number }>('SELECT id FROM label WHERE id = ?');

    const expect = (annotation: Annotation): void => {
      const row = find.get(annotation.id);
      if (row === undefined || row.image_id !== imageId || !isSameAnnotation(annotationOf(row), annotation))
        throw staleDocument(imageId);
    };
    const check = (annotation: Annotation): void => {
      checkBox(annotation.box, 'ipc.badPayload', `annotation ${annotation.id}`);
      if (annotation.imageId !== imageId) {
        throw new AppError('storage.unknownRecord', 'A box belongs to another image.', { imageId });
      }
      if (label.get(annotation.labelId) === undefined) {
        throw new AppError('storage.unknownRecord', 'A label is no longer in the project.', {
          labelId: annotation.labelId,
        });
      }
    };

    checkNamedOnce(diff);
    for (const annotation of diff.removed) {
      expect(annotation);
      remove.run(annotation.id);
    }
    for (const annotation of diff.added) {
      check(annotation);
      if (find.get(annotation.id) !== undefined) throw staleDocument(imageId);
      const { id, labelId, box, state, score, detectionId } = annotation;
      const locked = annotation.isLocked === true ? 1 : 0;
      insert.run(
        id,
        imageId,
        labelId,
        box.x,
        box.y,
        box.width,
        box.height,
        state,
        score,
        detectionId,
        locked,
      );
    }
    for (const [from, to] of diff.updated) {
      expect(from);
      check(to);
      const { labelId, box, state, score, detectionId } = to;
      const locked = to.isLocked === true ? 1 : 0;
      update.run(labelId, box.x, box.y, box.width, box.height, state, score, detectionId, locked, to.id);
    }
  }

  /** Brings the image's counters and revision up to date after a change; a first edit puts it in progress. */
  touchImage(imageId: number): number {
    const row = this.database
      .prepare<[number, number], { revision: number }>(
        `UPDATE image SET
           revision = revision + 1,
           annotation_count = (SELECT count(*) FROM annotation WHERE image_id = ? AND state <> 'dismissed'),
           state = CASE WHEN state IN ('new', 'prelabelled') THEN 'inProgress' ELSE state END
         WHERE id = ? RETURNING revision`,
      )
      .get(imageId, imageId);
    return row?.revision ?? 0;
  }
}
