import type { TFunction } from 'i18next';
import type { WindowCase } from '#shared/ipc/contract/evaluation.ts';

/** What a case is, in a few words: `1 read as l`. */
export function caseTitle({ kind, tide, truth, read, second }: WindowCase, t: TFunction): string {
  const [is, as] = [truth?.label ?? '', (read ?? second)?.label ?? ''];
  switch (kind) {
    case 'correct':
      return t('failures.case.correct', { is });
    case 'confused':
      return t('failures.case.confused', { is, as });
    case 'spurious':
      // On a symbol that has its detection already, or beside one: something is there.
      return t(tide === 'Bkg' || read === null ? 'failures.case.spurious' : 'failures.case.extra', { as });
    case 'missed':
    case 'ignored':
      return t('failures.case.missed', { is });
  }
}

/** What a case costs the formula; null for right ones and where it is not known. */
export function caseCost({ cost }: WindowCase, t: TFunction): string | null {
  if (cost === null) return null;
  if (cost.mends) return t('failures.cost.mends');
  return cost.breaks ? t('failures.cost.breaks') : t('failures.cost.none');
}
