import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/base/errors.ts';
import type { ImageAsset, ImageState } from '#shared/dataset/imageAsset.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import type { AddedImage, ImageFile, NewImage } from '#shared/ipc/worker/storage.ts';
import type { Database } from '../openDatabase.ts';
import { absolutePathOf, storedPath } from './imagePaths.ts';
import type { LabelWriter } from './labels.ts';
import { imageColumns, imageOf, type ImageRow } from './rows.ts';

/** A query as SQL: conditions with their values, and the order. */
interface Selection {
  readonly where: string;
  readonly values: readonly (string | number)[];
  readonly order: string;
}

/** Escapes what LIKE takes for itself. */
function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}

function select(query: ImageQuery): Selection {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  if (query.text !== undefined && query.text !== '') {
    conditions.push(String.raw`path LIKE ? ESCAPE '\'`);
    values.push(likePattern(query.text));
  }
  if (query.states !== undefined) {
    conditions.push(`state IN (${query.states.map(() => '?').join(', ') || 'NULL'})`);
    values.push(...query.states);
  }
  if (query.flagged !== undefined) {
    conditions.push('flagged = ?');
    values.push(query.flagged ? 1 : 0);
  }
  const direction = query.descending ? 'DESC' : 'ASC';
  const column = { added: '', name: `name ${direction}, `, doubt: `doubt ${direction}, ` }[query.sort];
  return {
    where: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '',
    values,
    order: `ORDER BY ${column}id ${direction}`,
  };
}

/** Reads images. */
export class ImageReader {
  protected readonly database: Database;
  protected readonly projectPath: string;

  constructor(database: Database, projectPath: string) {
    this.database = database;
    this.projectPath = projectPath;
  }

  list(query: ImageQuery, offset: number, limit: number): { total: number; items: readonly ImageAsset[] } {
    const { where, values, order } = select(query);
    const total = this.database.prepare<(string | number)[], { count: number }>(`SELECT count(*) AS count FROM image ${where}`).get(...values);
    const rows = this.database
      .prepare<(string | number)[], ImageRow>(`SELECT ${imageColumns} FROM image ${where} ${order} LIMIT ? OFFSET ?`)
      .all(...values, limit, offset);
    return { total: total?.count ?? 0, items: rows.map(imageOf) };
  }

  indexOf(query: ImageQuery, imageId: number): number | null {
    const { where, values, order } = select(query);
    const row = this.database
      .prepare<(string | number)[], { place: number }>(
        `SELECT place FROM (SELECT id, row_number() OVER (${order}) - 1 AS place FROM image ${where}) WHERE id = ?`,
      )
      .get(...values, imageId);
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
    const find = this.database.prepare<[string], ImageRow>(`SELECT ${imageColumns} FROM image WHERE path = ?`);
    return absolutePaths.flatMap((path) => find.all(storedPath(this.projectPath, path))).map((row) => this.fileOf(row));
  }

  ids(which: 'all' | 'reviewed' | 'undetected', modelId: string | null): readonly number[] {
    const condition = {
      all: '',
      reviewed: "WHERE state = 'reviewed'",
      undetected: 'WHERE detected_by IS NOT ?',
    }[which];
    const statement = this.database.prepare<(string | null)[], { id: number }>(`SELECT id FROM image ${condition} ORDER BY id`);
    const rows = which === 'undetected' ? statement.all(modelId) : statement.all();
    return rows.map(({ id }) => id);
  }

  counts(): { readonly images: number; readonly reviewed: number } {
    const row = this.database
      .prepare<[], { images: number; reviewed: number }>(
        "SELECT count(*) AS images, count(*) FILTER (WHERE state = 'reviewed') AS reviewed FROM image",
      )
      .get();
    return row ?? { images: 0, reviewed: 0 };
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
    const hasTruth = image.symbols.length > 0;
    const { lastInsertRowid } = this.database
      .prepare(
        `INSERT INTO image (path, name, sha256, width, height, size_bytes, modified_ms, kind, state, latex, annotation_count)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        storedPath(this.projectPath, image.absolutePath),
        basename(image.absolutePath),
        image.sha256,
        image.width,
        image.height,
        image.sizeBytes,
        Math.round(image.modifiedMs),
        image.kind,
        hasTruth ? 'reviewed' : 'new',
        image.latex,
        image.symbols.length,
      );
    const imageId = Number(lastInsertRowid);
    const { ids } = labels.ensure(image.symbols.map(({ labelName }) => labelName));
    const insert = this.database.prepare(
      `INSERT INTO annotation (id, image_id, label_id, x, y, width, height, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'drawn')`,
    );
    for (const { labelName, box } of image.symbols) {
      insert.run(randomUUID(), imageId, ids.get(labelName), box.x, box.y, box.width, box.height);
    }
    return { imageId, outcome: 'added' };
  }

  setPath(imageId: number, absolutePath: string, sizeBytes: number, modifiedMs: number): void {
    this.database
      .prepare('UPDATE image SET path = ?, name = ?, size_bytes = ?, modified_ms = ? WHERE id = ?')
      .run(storedPath(this.projectPath, absolutePath), basename(absolutePath), sizeBytes, Math.round(modifiedMs), imageId);
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
