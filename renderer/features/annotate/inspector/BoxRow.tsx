import { IconLock } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatScore } from '#renderer/i18n/formatNumber.ts';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { isDoubtful } from '#renderer/stores/doubtfulBoxes.ts';
import { BoxStateMark } from '#renderer/ui/BoxStateMark.tsx';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import classes from './BoxList.module.css';

export interface BoxRowProps {
  /** Its place in the list. */
  readonly index: number;
  /** CSS pixels from the top of the list. */
  readonly top: number;
  readonly box: CanvasBox;
  readonly labelName: string;
  readonly isSelected: boolean;
}

/** The id of the row at a place in the list. */
export function boxRowId(index: number): string {
  return `box-row-${index}`;
}

/** A box of the list: sign, name, state, score. Presses are the list's own. */
export const BoxRow = memo(function BoxRow({ index, top, box, labelName, isSelected }: BoxRowProps) {
  const { t, i18n } = useTranslation();
  const mark = isDoubtful(box) ? 'doubtful' : box.state;
  return (
    <div
      id={boxRowId(index)}
      data-index={index}
      className={classes['row']}
      style={{ transform: `translateY(${top}px)` }}
      role="option"
      aria-selected={isSelected}
    >
      <BoxStateMark mark={mark} />
      <span className={classes['glyph']}>
        <LabelGlyph name={labelName} />
      </span>
      <span className={classes['name']}>{labelName}</span>
      <span className={classes['state']}>
        {box.isLocked && <IconLock size={12} stroke={1.75} role="img" aria-label={t('boxes.isLocked')} />}
        {t(`boxes.state.${mark}`)}
      </span>
      <span className={classes['score']}>
        {box.score === null ? '' : formatScore(box.score, i18n.language)}
      </span>
    </div>
  );
});
