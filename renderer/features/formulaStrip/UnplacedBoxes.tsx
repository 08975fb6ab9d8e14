import { useTranslation } from 'react-i18next';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import type { UnplacedBox } from '#shared/formula/layoutTree.ts';
import classes from './UnplacedBoxes.module.css';

/** Boxes that have no place in the formula, each with the reason; a press selects the box. */
export function UnplacedBoxes({ unplaced }: { readonly unplaced: readonly UnplacedBox[] }) {
  const { t } = useTranslation();
  const { session } = useWorkbench();
  if (unplaced.length === 0) return null;
  return (
    <ul className={classes['list']} aria-label={t('formula.unplaced')}>
      {unplaced.map(({ symbol, reason }) => (
        <li key={symbol.id}>
          <button
            type="button"
            className={classes['box']}
            title={t('formula.select')}
            onClick={() => {
              session.select([String(symbol.id)], 'replace');
            }}
          >
            <LabelGlyph name={symbol.label} />
            <span>{t(`formula.why.${reason}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
