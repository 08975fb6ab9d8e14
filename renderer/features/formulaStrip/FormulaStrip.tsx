import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { memo, useDeferredValue, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { mostFormulaBoxes } from '#renderer/stores/formulaOfBoxes.ts';
import { useSession } from '#renderer/stores/workbench.ts';
import { latexParts, latexText } from '#shared/formula/writeLatex.ts';
import { DrawnFormula } from './DrawnFormula.tsx';
import classes from './FormulaStrip.module.css';
import { KnownFormula } from './KnownFormula.tsx';
import { UnplacedBoxes } from './UnplacedBoxes.tsx';
import { atOnce } from './useArranged.ts';
import { useFormula } from './useFormula.ts';
import { useSteadyHeight } from './useSteadyHeight.ts';

interface FormulaProps {
  readonly imageId: number | null;
  readonly boxes: readonly CanvasBox[];
}

const Formula = memo(function Formula({ imageId, boxes }: FormulaProps) {
  const { t } = useTranslation();
  const drawn = useRef<HTMLDivElement>(null);
  useSteadyHeight(drawn, imageId);
  const { isTooLong, layout, line, lineCount } = useFormula(boxes);
  const parts = useMemo(() => (layout === null ? [] : latexParts(layout.tree)), [layout]);
  const latex = useMemo(() => latexText(parts), [parts]);
  return (
    <section className={classes['strip']} aria-label={t('formula.panel')} data-latex={latex}>
      <div ref={drawn} className={classes['drawn']}>
        {parts.length > 0 && <DrawnFormula parts={parts} />}
        {isTooLong && (
          <p className={classes['note']}>
            {t('formula.tooMany', { count: boxes.length, most: mostFormulaBoxes })}
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
        {layout !== null && lineCount === 1 && <KnownFormula layout={layout} />}
        {lineCount > 1 && (
          <span className={classes['line']} title={t('formula.lineHint')}>
            {t('formula.line', { line: line + 1, count: lineCount })}
          </span>
        )}
      </div>
    </section>
  );
});

/** The formula that the boxes spell, drawn and as LaTeX; and how it stands to the one that is known. */
export function FormulaStrip() {
  // While the next image loads, the last one is still shown: the strip stays, and the picture keeps its size.
  const imageId = useSession((state) => state.image?.id ?? null);
  const boxes = useSession((state) => state.boxes);
  const now = useMemo(() => ({ imageId, boxes }), [imageId, boxes]);
  const before = useDeferredValue(now);
  // An edit is seen in the picture and in its formula at once. The picture of another image goes first, and that of a
  // page.
  const isShort = boxes.length <= atOnce && before.boxes.length <= atOnce;
  const shown = isShort && before.imageId === imageId ? now : before;
  return imageId === null ? null : <Formula {...shown} />;
}
