import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { AppError } from '#shared/base/errors.ts';
import type { ImageAsset, ImageState } from '#shared/dataset/imageAsset.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import type { AddedImage, ImageFile, NewImage } from '#shared/ipc/worker/storage.ts';
import { nameKey, pathKey } from '../imageKeys.ts';
import type { Database, SqlValue } from '../openDatabase.ts';
import { checkBox } from './checks.ts';
import { absolutePathOf, storedPath } from './imagePaths.ts';
import { orderOf, selectionOf, whereOf } from './imageSelection.ts';
import type { LabelWriter } from './labels.ts';
import { imageColumns, imageOf, type ImageRow } from './rows.ts';

/** Reads images. */
export class ImageReader {
  protected readonly database: Database;
  protected readonly projectPath: string;

  constructor(database: Database, projectPath: string) {
    this.database = database;
    this.projectPath = projectPath;
  }

  list(query: ImageQuery, offset: number, limit: number): { total: number; items: readonly ImageAsset[] } {
    const selection = selectionOf(query);
    const where = whereOf(selection.conditions);
    const total = this.database
      .prepare<readonly SqlValue[], { count: number }>(`SELECT count(*) AS count FROM image ${where}`)
      .get(...selection.values);
    const rows = this.database
      .prepare<readonly SqlValue[], ImageRow>(
        `SELECT ${imageColumns} FROM image ${where} ${orderOf(selection)} LIMIT ? OFFSET ?`,
      )
      .all(...selection.values, limit, offset);
    return { total: total?.count ?? 0, items: rows.map(imageOf) };
  }

  /** Counts what stands before it, which an index does in little time; numbering all rows would not. */
  indexOf(query: ImageQuery, imageId: number): number | null {
    const { conditions, values, columns, descending } = selectionOf(query);
    const own = this.database
      .prepare<readonly SqlValue[], { name_key: string; doubt_key: number; state_key: number; id: number }>(
        `SELECT name_key, doubt_key, state_key, id FROM image ${whereOf([...conditions, 'id = ?'])}`,
      )
      .get(...values, imageId);
    if (own === undefined) return null;
    const before = `(${columns.join(', ')}) ${descending ? '>' : '<'} (${columns.map(() => '?').join(', ')})`;
    const row = this.database
      .prepare<readonly SqlValue[], { place: number }>(
        `SELECT count(*) AS place FROM image ${whereOf([...conditions, before])}`,
      )
      .get(...values, ...columns.map((column) => own[column]));
    return row?.place ?? null;
  }

  /** @throws AppError `storage.unknownRecord` */
  row(imageId: number): ImageRow {
    const row = this.database
      .prepare<[number], ImageRow>(`SELECT ${imageColumns} FROM image WHERE id = ?`)
      .get(imageId);
    if (row === undefined) {
      throw new AppError('storage.unknownRecord', 'This image is no longer in the project.', { imageId });
    }
    return row;
  }

  get(imageId: number): ImageAsset {
    return imageOf(this.row(imageId));
  }

  fileOf(row: ImageRow): ImageFile {
    return {
      imageId: row.id,
      absolutePath: absolutePathOf(this.projectPath, row.path),
      sha256: row.sha256,
      sizeBytes: row.size_bytes,
      modifiedMs: row.modified_ms,
      kind: row.kind,
      width: row.width,
      height: row.height,
    };
  }

  files(imageIds: readonly number[]): readonly ImageFile[] {
    return imageIds.map((id) => this.fileOf(this.row(id)));
  }

  findByHash(sha256: string): ImageFile | null {
    const row = this.database
      .prepare<[string], ImageRow>(`SELECT ${imageColumns} FROM image WHERE sha256 = ?`)
      .get(sha256);
    return row === undefined ? null : this.fileOf(row);
  }

  findByPaths(absolutePaths: readonly string[]): readonly ImageFile[] {
    const find = this.database.prepare<[string], ImageRow>(
      `SELECT ${imageColumns} FROM image WHERE path = ?`,
    );
    return absolutePaths
      .flatMap((path) => find.all(storedPath(this.projectPath, path)))
      .map((row) => this.fileOf(row));
  }

  ids(which: 'all' | 'reviewed' | 'undetected', modelId: string | null): readonly number[] {
    const condition = {
      all: '',
      reviewed: "WHERE state = 'reviewed'",
      undetected: 'WHERE detected_by IS NOT ?',
    }[which];
    const statement = this.database.prepare<(string | null)[], { id: number }>(
      `SELECT id FROM image ${condition} ORDER BY id`,
    );
    const rows = which === 'undetected' ? statement.all(modelId) : statement.all();
    return rows.map(({ id }) => id);
  }

  counts(): { readonly images: number; readonly reviewed: number } {
    const count = (where: string): number =>
      this.database.prepare<[], { count: number }>(`SELECT count(*) AS count FROM image ${where}`).get()
        ?.count ?? 0;
    return { images: count(''), reviewed: count("WHERE state = 'reviewed'") };
  }

  page(which: 'reviewed' | 'all', afterId: number, limit: number): readonly ImageRow[] {
    return this.database
      .prepare<[number, number], ImageRow>(
        `SELECT ${imageColumns} FROM image WHERE id > ? ${which === 'reviewed' ? "AND state = 'reviewed'" : ''} ORDER BY id LIMIT ?`,
      )
      .all(afterId, limit);
  }
}

/** Changes images. Call it within a transaction. */
export class ImageWriter extends ImageReader {
  add(image: NewImage, labels: LabelWriter): AddedImage {
    const known = this.findByHash(image.sha256);
    if (known !== null) {
      if (known.absolutePath === image.absolutePath || existsSync(known.absolutePath)) {
        return { imageId: known.imageId, outcome: 'present' };
      }
      this.setPath(known.imageId, image.absolutePath, image.sizeBytes, image.modifiedMs);
      return { imageId: known.imageId, outcome: 'moved' };
    }
    for (const { box } of image.symbols) checkBox(box, 'format.malformed', image.absolutePath);
    const path = storedPath(this.projectPath, image.absolutePath);
    const name = basename(image.absolutePath);
    const { lastInsertRowid: imageId } = this.database
      .prepare(
        `INSERT INTO image (path, path_key, name, name_key, sha256, width, height, size_bytes, modified_ms, kind, state,
           latex, writer, annotation_count)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        path,
        pathKey(path),
        name,
        nameKey(name),
        image.sha256,
        image.width,
        image.height,
        image.sizeBytes,
        Math.round(image.modifiedMs),
        image.kind,
        image.symbols.length > 0 ? 'reviewed' : 'new',
        image.latex,
        image.writer ?? null,
        image.symbols.length,
      );
    const { ids } = labels.ensure(image.symbols.map(({ labelName }) => labelName));
    const insert = this.database.prepare(
      `INSERT INTO annotation (id, image_id, label_id, x, y, width, height, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'drawn')`,
    );
    for (const { labelName, box } of image.symbols) {
      const labelId = ids.get(labelName) ?? null;
      insert.run(randomUUID(), imageId, labelId, box.x, box.y, box.width, box.height);
    }
    return { imageId, outcome: 'added' };
  }

  setPath(imageId: number, absolutePath: string, sizeBytes: number, modifiedMs: number): void {
    const path = storedPath(this.projectPath, absolutePath);
    const name = basename(absolutePath);
    this.database
      .prepare(
        'UPDATE image SET path = ?, path_key = ?, name = ?, name_key = ?, size_bytes = ?, modified_ms = ? WHERE id = ?',
      )
      .run(path, pathKey(path), name, nameKey(name), sizeBytes, Math.round(modifiedMs), imageId);
  }

  setState(imageIds: readonly number[], state: ImageState): void {
    const update = this.database.prepare('UPDATE image SET state = ? WHERE id = ?');
    for (const id of imageIds) update.run(state, id);
  }

  setFlagged(imageIds: readonly number[], flagged: boolean): void {
    const update = this.database.prepare('UPDATE image SET flagged = ? WHERE id = ?');
    for (const id of imageIds) update.run(flagged ? 1 : 0, id);
  }

  /** Takes their boxes, detections and steps with them: a step on an image that is gone could not be taken back. */
  remove(imageIds: readonly number[]): void {
    const remove = this.database.prepare('DELETE FROM image WHERE id = ?');
    for (const id of imageIds) remove.run(id);
  }
}
