import { NumberInput } from '@mantine/core';
import { memo, useCallback, useState } from 'react';
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
  readonly side: Side;
  /** Which box it is about; null for none. */
  readonly boxKey: BoxKey | null;
  readonly value: number | null;
  readonly isHeld: boolean;
  readonly onSet: (key: BoxKey, side: Side, value: number) => void;
}

const NumberOfBox = memo(function NumberOfBox({ side, boxKey, value, isHeld, onSet }: NumberOfBoxProps) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState<{
    readonly key: BoxKey | null;
    readonly value: string | number;
  } | null>(null);
  // What is typed belongs to its box: it is not to be given to the next one.
  const typed = typing?.key === boxKey ? typing.value : null;
  const commit = (): void => {
    if (boxKey !== null && typed !== null && typed !== '' && Number.isFinite(Number(typed))) {
      onSet(boxKey, side, Number(typed));
    }
    setTyping(null);
  };
  return (
    <NumberInput
      aria-label={t(`selection.${side}`)}
      title={t(`selection.${side}`)}
      classNames={{ input: classes['input'] ?? '' }}
      leftSection={<span className={classes['letter']}>{letters[side]}</span>}
      leftSectionWidth={22}
      disabled={boxKey === null}
      readOnly={isHeld}
      value={typed ?? (value === null ? '' : Number(value.toFixed(decimals)))}
      decimalScale={decimals}
      step={1}
      onChange={(text) => {
        setTyping({ key: boxKey, value: text });
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
});

/** Where the one selected box is, in image pixels; typing a number moves it, as one step. */
export const BoxNumbers = memo(function BoxNumbers({ box }: { readonly box: CanvasBox | null }) {
  const { session } = useWorkbench();
  const areAllHeld = useSession((state) => state.isLocked);
  const set = useCallback(
    (key: BoxKey, side: Side, value: number): void => {
      const { image, boxes } = session.getState();
      const shown = boxes.find((each) => each.key === key);
      if (shown === undefined || image === null) return;
      if (Number(shown.box[side].toFixed(decimals)) === value) return;
      const next = clampBox({ ...shown.box, [side]: value }, image);
      if (next !== null)
        session.setBoxes(new Map([[key, next]]), side === 'x' || side === 'y' ? 'move' : 'resize');
    },
    [session],
  );
  return (
    <div className={classes['numbers']}>
      {sides.map((side) => (
        <NumberOfBox
          key={side}
          side={side}
          boxKey={box?.key ?? null}
          value={box?.box[side] ?? null}
          isHeld={areAllHeld || box?.isLocked === true}
          onSet={set}
        />
      ))}
    </div>
  );
});
