import { Slider } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatScore } from '#renderer/i18n/formatNumber.ts';
import classes from './ThresholdSlider.module.css';

export interface ThresholdSliderProps {
  readonly label: string;
  readonly hint: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Raw detections are stored down to here; below it a slider could show nothing more. */
const lowest = 0.05;

/** A threshold that acts while it is dragged. */
export function ThresholdSlider({ label, hint, value, onChange }: ThresholdSliderProps) {
  const { i18n } = useTranslation();
  const id = useId();
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? value;
  return (
    <div className={classes['threshold']} title={hint}>
      <span className={classes['words']}>
        <span id={id}>{label}</span>
        <output className={classes['value']}>{formatScore(shown, i18n.language)}</output>
      </span>
      <Slider
        aria-labelledby={id}
        thumbProps={{ 'aria-labelledby': id }}
        value={shown}
        min={lowest}
        max={1}
        step={0.01}
        label={null}
        onChange={(next) => {
          setDragged(next);
          onChange(next);
        }}
        onChangeEnd={() => {
          setDragged(null);
        }}
      />
    </div>
  );
}
