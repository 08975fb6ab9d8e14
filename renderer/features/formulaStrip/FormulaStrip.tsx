import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { mostFormulaBoxes } from '#renderer/stores/formulaOfBoxes.ts';
import { useSession } from '#renderer/stores/workbench.ts';
import { latexParts, latexText } from '#shared/formula/writeLatex.ts';
import { DrawnFormula } from './DrawnFormula.tsx';
import classes from './FormulaStrip.module.css';
import { KnownFormula } from './KnownFormula.tsx';
import { UnplacedBoxes } from './UnplacedBoxes.tsx';
import { useFormula } from './useFormula.ts';

/** The formula that the boxes spell, drawn and as LaTeX; and how it stands to the one that is known. */
export function FormulaStrip() {
  const { t } = useTranslation();
  const isReady = useSession((state) => state.phase === 'ready');
  const boxCount = useSession((state) => state.boxes.length);
  const layout = useFormula();
  const parts = useMemo(() => (layout === null ? [] : latexParts(layout.tree)), [layout]);
  const latex = useMemo(() => latexText(parts), [parts]);
  if (!isReady) return null;
  return (
    <section className={classes['strip']} aria-label={t('formula.panel')} data-latex={latex}>
      <div className={classes['drawn']}>
        {parts.length > 0 && <DrawnFormula parts={parts} />}
        {layout === null && (
          <p className={classes['note']}>
            {t('formula.tooMany', { count: boxCount, most: mostFormulaBoxes })}
          </p>
        )}
        {layout !== null && parts.length === 0 && <p className={classes['note']}>{t('formula.none')}</p>}
        {layout !== null && <UnplacedBoxes unplaced={layout.unplaced} />}
      </div>
      <div className={classes['source']}>
        <div className={classes['latex']}>
          <code title={latex}>{latex}</code>
          {latex !== '' && (
            <CopyButton value={latex}>
              {({ copied, copy }) => (
                <ActionIcon
                  size={22}
                  aria-label={copied ? t('app.copied') : t('formula.copy')}
                  title={t('formula.copy')}
                  onClick={copy}
                >
                  {copied ? <IconCheck size={14} stroke={2} /> : <IconCopy size={14} stroke={1.6} />}
                </ActionIcon>
              )}
            </CopyButton>
          )}
        </div>
        {layout !== null && <KnownFormula layout={layout} />}
      </div>
    </section>
  );
}
