import type { NumberRange } from '#shared/base/typedTerms.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import { pathKey } from '../imageKeys.ts';
import type { SqlValue } from '../openDatabase.ts';

/** An {@link ImageQuery} as SQL. Each order ends with the id, so that it is one order and stays the same. */
export interface ImageSelection {
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
  /** The columns of the order, an index's own; the id alone for the order of adding. */
  readonly columns: readonly ('id' | 'name_key' | 'doubt_key' | 'state_key')[];
  readonly descending: boolean;
}

const columnsOf = {
  added: ['id'],
  name: ['name_key', 'id'],
  doubt: ['doubt_key', 'id'],
  state: ['state_key', 'id'],
} as const satisfies Record<ImageQuery['sort'], ImageSelection['columns']>;

export function selectionOf(query: ImageQuery): ImageSelection {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (query.text !== undefined && query.text !== '') {
    conditions.push('instr(path_key, ?) > 0');
    values.push(pathKey(query.text));
  }
  if (query.states !== undefined) {
    conditions.push(`state IN (${query.states.map(() => '?').join(', ')})`);
    values.push(...query.states);
  }
  if (query.flagged !== undefined) {
    conditions.push('flagged = ?');
    values.push(query.flagged ? 1 : 0);
  }
  addTerms(query.terms ?? {}, conditions, values);
  return { conditions, values, columns: columnsOf[query.sort], descending: query.descending };
}

/** A person's symbol of the label, or a detection that is more likely right than wrong. */
const hasLabel = `(
  EXISTS (SELECT 1 FROM annotation JOIN label ON label.id = annotation.label_id
    WHERE annotation.image_id = image.id AND annotation.state <> 'dismissed' AND label.name = ?)
  OR EXISTS (SELECT 1 FROM detection JOIN label ON label.id = detection.label_id
    WHERE detection.image_id = image.id AND detection.score >= 0.5 AND label.name = ?))`;

function addTerms(
  { states, flagged, labels, doubt, boxes }: NonNullable<ImageQuery['terms']>,
  conditions: string[],
  values: SqlValue[],
): void {
  const add = (condition: string, ...more: readonly SqlValue[]): void => {
    conditions.push(condition);
    values.push(...more);
  };
  if (states !== undefined) add(`state IN (${states.map(() => '?').join(', ')})`, ...states);
  if (flagged !== undefined) add('flagged = ?', flagged ? 1 : 0);
  for (const label of labels ?? []) add(hasLabel, label, label);
  const addRange = (column: string, { from, to, isBelow }: NumberRange): void => {
    if (from !== undefined) add(`${column} >= ?`, from);
    if (to !== undefined) add(`${column} ${isBelow === true ? '<' : '<='} ?`, to);
  };
  if (doubt !== undefined) addRange('doubt', doubt);
  if (boxes !== undefined) addRange('annotation_count', boxes);
}

/** The WHERE clause of these conditions; empty for none. */
export function whereOf(conditions: readonly string[]): string {
  return conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
}

export function orderOf({ columns, descending }: ImageSelection): string {
  return `ORDER BY ${columns.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ')}`;
}
