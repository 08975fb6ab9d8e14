import { UnstyledButton } from '@mantine/core';
import classes from './BarRows.module.css';

/** One bar: a door to its cases. */
export interface BarRow {
  readonly key: string;
  readonly name: string;
  /** Of the full width, 0 to 1; null for none. */
  readonly share: number | null;
  /** Interval of the share, drawn over the bar. */
  readonly range?: readonly [low: number, high: number] | undefined;
  readonly value: string;
  readonly note?: string;
  readonly isCode?: boolean;
  readonly isBad?: boolean;
  readonly onPick: () => void;
}

const percentOf = (share: number): string => `${Math.max(0, Math.min(1, share)) * 100}%`;

/** Bars with names and values, each a button. */
export function BarRows({ rows }: { readonly rows: readonly BarRow[] }) {
  return (
    <ul className={classes['rows']}>
      {rows.map(({ key, name, share, range, value, note, isCode, isBad, onPick }) => (
        <li key={key}>
          <UnstyledButton className={classes['row'] ?? ''} onClick={onPick}>
            <span className={classes['name']} data-code={isCode === true || undefined} title={name}>
              {name}
            </span>
            <span className={classes['track']} aria-hidden="true">
              <span data-bad={isBad === true || undefined} style={{ width: percentOf(share ?? 0) }} />
              {range !== undefined && (
                <i style={{ left: percentOf(range[0]), width: percentOf(range[1] - range[0]) }} />
              )}
            </span>
            <span className={classes['value']}>{value}</span>
            {note !== undefined && <span className={classes['note']}>{note}</span>}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
