import type { TFunction } from 'i18next';
import type { WindowCaseQuery } from '#shared/ipc/contract/evaluation.ts';

/** One condition of a query, to be shown and to be taken away. */
export interface QueryPart {
  readonly text: string;
  readonly keys: readonly (keyof WindowCaseQuery)[];
}

const errorKinds: readonly string[] = ['confused', 'spurious', 'missed'];

function isAllErrors(kinds: readonly string[]): boolean {
  return kinds.length === errorKinds.length && errorKinds.every((kind) => kinds.includes(kind));
}

/** What a query asks for, in words. */
export function queryParts(query: WindowCaseQuery, t: TFunction): readonly QueryPart[] {
  const parts: QueryPart[] = [];
  const { kinds, tide, truth, read, label, scoreFrom, scoreTo, size, source, cost, isMistake, change } =
    query;
  if (kinds !== undefined && !isAllErrors(kinds))
    parts.push({ text: kinds.map((kind) => t(`failures.kinds.${kind}`)).join(', '), keys: ['kinds'] });
  if (tide !== undefined) parts.push({ text: t(`failures.tide.${tide}`), keys: ['tide'] });
  if (truth !== undefined || read !== undefined) {
    const nothing = t('failures.nothing');
    const isText = truth === undefined ? null : t('failures.isPart', { label: truth ?? nothing });
    const readText = read === undefined ? null : t('failures.readPart', { label: read ?? nothing });
    parts.push({
      text: [isText, readText].filter((text) => text !== null).join(' '),
      keys: ['truth', 'read'],
    });
  }
  if (label !== undefined) parts.push({ text: t('failures.labelPart', { label }), keys: ['label'] });
  if (scoreFrom !== undefined || scoreTo !== undefined) {
    const [from, to] = [scoreFrom ?? 0, scoreTo ?? 1].map((score) => score.toFixed(1));
    parts.push({ text: t('failures.scorePart', { from, to }), keys: ['scoreFrom', 'scoreTo'] });
  }
  if (size !== undefined) parts.push({ text: size, keys: ['size'] });
  if (source !== undefined) parts.push({ text: t('failures.sourcePart', { source }), keys: ['source'] });
  if (cost !== undefined) parts.push({ text: t(`failures.cost.${cost}`), keys: ['cost'] });
  if (isMistake === true) parts.push({ text: t('failures.mistakes'), keys: ['isMistake'] });
  if (change !== undefined) parts.push({ text: t(`failures.changes.${change}`), keys: ['change'] });
  return parts;
}

/** The query without some of its conditions; all errors where nothing is left that says which cases. */
export function without(query: WindowCaseQuery, keys: readonly (keyof WindowCaseQuery)[]): WindowCaseQuery {
  const left = Object.fromEntries(
    Object.entries(query).filter(([key]) => !(keys as readonly string[]).includes(key)),
  ) as WindowCaseQuery;
  return left.kinds === undefined && queryIsOpen(left)
    ? { ...left, kinds: ['confused', 'spurious', 'missed'] }
    : left;
}

/** Whether nothing is asked but the order. */
function queryIsOpen(query: WindowCaseQuery): boolean {
  return Object.keys(query).every((key) => key === 'sort' || key === 'descending');
}
