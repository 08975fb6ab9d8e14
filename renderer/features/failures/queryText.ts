import type { TFunction } from 'i18next';
import type { NumberRange } from '#shared/base/typedTerms.ts';
import { type CaseTerms, errorKinds } from '#shared/evaluation/caseTerms.ts';
import type { WindowCaseQuery } from '#shared/ipc/contract/evaluation.ts';

/** One condition of a query, to be shown and to be taken away. */
export interface QueryPart {
  readonly text: string;
  readonly keys: readonly (keyof CaseTerms)[];
}

function rangeText({ from, to, isBelow }: NumberRange, t: TFunction): string {
  if (from !== undefined && from === to) return String(from);
  if (to === undefined) return t('failures.from', { from: from ?? 0 });
  if (isBelow === true && from === undefined) return t('failures.below', { to });
  return from === undefined ? t('failures.upTo', { to }) : t('failures.between', { from, to });
}

function labelsText({ truth, read }: CaseTerms, t: TFunction): string | null {
  if (truth === undefined && read === undefined) return null;
  const nothing = t('failures.nothing');
  const isText = truth === undefined ? null : t('failures.isPart', { label: truth ?? nothing });
  const readText = read === undefined ? null : t('failures.readPart', { label: read ?? nothing });
  return [isText, readText].filter((text) => text !== null).join(' ');
}

/** What a query asks for, in words. */
export function queryParts(terms: CaseTerms, t: TFunction): readonly QueryPart[] {
  const list = (words: readonly string[] | undefined): string | null => words?.join(', ') ?? null;
  const range = (name: 'score' | 'iou' | 'size' | 'errors' | 'doubt' | 'boxes'): string | null => {
    const asked = terms[name];
    return asked === undefined
      ? null
      : t('failures.termPart', { name: t(`failures.terms.${name}`), value: rangeText(asked, t) });
  };
  const named = (name: 'source' | 'writer', values: readonly string[] | undefined): string | null =>
    values === undefined
      ? null
      : t('failures.termPart', { name: t(`failures.terms.${name}`), value: values.join(', ') });
  const isAny =
    terms.kinds?.length === errorKinds.length && errorKinds.every((kind) => terms.kinds?.includes(kind));
  const parts: readonly (readonly [string | null, ...(keyof CaseTerms)[]])[] = [
    [
      isAny ? t('failures.views.allErrors') : list(terms.kinds?.map((kind) => t(`failures.kinds.${kind}`))),
      'kinds',
    ],
    [list(terms.tides?.map((type) => t(`failures.tide.${type}`))), 'tides'],
    [labelsText(terms, t), 'truth', 'read'],
    ...(terms.labels ?? []).map((label) => [t('failures.labelPart', { label }), 'labels'] as const),
    [range('score'), 'score'],
    [terms.missedAt === undefined ? null : t('failures.missedFrom', { score: terms.missedAt }), 'missedAt'],
    [range('iou'), 'iou'],
    [range('size'), 'size'],
    [named('source', terms.sources), 'sources'],
    [named('writer', terms.writers), 'writers'],
    [terms.cost === undefined ? null : t(`failures.cost.${terms.cost}`), 'cost'],
    [terms.formula === undefined ? null : t(`failures.formula.${terms.formula}`), 'formula'],
    [terms.isReadOtherwise === true ? t('failures.formula.changed') : null, 'isReadOtherwise'],
    [range('errors'), 'errors'],
    [terms.isMistake === true ? t('failures.mistakes') : null, 'isMistake'],
    [list(terms.changes?.map((kind) => t(`failures.changes.${kind}`))), 'changes'],
    [list(terms.survivals?.map((kind) => t(`failures.survivals.${kind}`))), 'survivals'],
    [terms.counted === undefined ? null : t(`failures.counted.${terms.counted}`), 'counted'],
    [terms.flagged === undefined ? null : t(`failures.flagged.${terms.flagged ? 'yes' : 'no'}`), 'flagged'],
    [range('doubt'), 'doubt'],
    [range('boxes'), 'boxes'],
    [terms.text === undefined ? null : t('failures.namePart', { text: terms.text }), 'text'],
  ];
  return parts.flatMap(([text, ...keys]) => (text === null ? [] : [{ text, keys }]));
}

/** The query without some of its conditions. */
export function without(query: WindowCaseQuery, keys: readonly (keyof CaseTerms)[]): WindowCaseQuery {
  return Object.fromEntries(
    Object.entries(query).filter(([key]) => !(keys as readonly string[]).includes(key)),
  ) as WindowCaseQuery;
}
