import { NumberInput } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoxKey, CanvasBox } from '#renderer/stores/annotationSession.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { clampBox } from '#shared/geometry/box.ts';
import classes from './BoxNumbers.module.css';

const sides = ['x', 'y', 'width', 'height'] as const;
type Side = (typeof sides)[number];

const letters: Readonly<Record<Side, string>> = { x: 'X', y: 'Y', width: 'W', height: 'H' };

/** Hundredths of a pixel are as fine as anyone can place an edge by hand; the box itself keeps its floats. */
const decimals = 2;

interface NumberOfBoxProps {
  readonly box: CanvasBox | null;
  readonly side: Side;
  readonly isHeld: boolean;
  readonly onSet: (side: Side, value: number) => void;
}

function NumberOfBox({ box, side, isHeld, onSet }: NumberOfBoxProps) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState<{
    readonly key: BoxKey | null;
    readonly value: string | number;
  } | null>(null);
  const key = box?.key ?? null;
  // What is typed belongs to its box: it is not to be given to the next one.
  const typed = typing?.key === key ? typing.value : null;
  const commit = (): void => {
    if (typed !== null && typed !== '' && Number.isFinite(Number(typed))) onSet(side, Number(typed));
    setTyping(null);
  };
  return (
    <NumberInput
      aria-label={t(`selection.${side}`)}
      title={t(`selection.${side}`)}
      classNames={{ input: classes['input'] ?? '' }}
      leftSection={<span className={classes['letter']}>{letters[side]}</span>}
      leftSectionWidth={22}
      disabled={box === null}
      readOnly={isHeld}
      value={typed ?? (box === null ? '' : Number(box.box[side].toFixed(decimals)))}
      decimalScale={decimals}
      step={1}
      onChange={(value) => {
        setTyping({ key, value });
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') {
          setTyping(null);
          event.currentTarget.blur();
        }
      }}
    />
  );
}

/** Where the one selected box is, in image pixels; typing a number moves it, as one step. */
export const BoxNumbers = memo(function BoxNumbers({ box }: { readonly box: CanvasBox | null }) {
  const { session } = useWorkbench();
  const areAllHeld = useSession((state) => state.isLocked);
  const set = (side: Side, value: number): void => {
    const { image } = session.getState();
    if (box === null || image === null) return;
    if (Number(box.box[side].toFixed(decimals)) === value) return;
    const next = clampBox({ ...box.box, [side]: value }, image);
    if (next !== null) {
      session.setBoxes(new Map([[box.key, next]]), side === 'x' || side === 'y' ? 'move' : 'resize');
    }
  };
  return (
    <div className={classes['numbers']}>
      {sides.map((side) => (
        <NumberOfBox
          key={side}
          box={box}
          side={side}
          isHeld={areAllHeld || box?.isLocked === true}
          onSet={set}
        />
      ))}
    </div>
  );
});
