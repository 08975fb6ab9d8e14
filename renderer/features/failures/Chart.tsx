import type { ReactNode } from 'react';
import classes from './Chart.module.css';

export interface ChartProps {
  readonly title: string;
  readonly hint?: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A chart with its title. */
export function Chart({ title, hint, isWide, children }: ChartProps) {
  return (
    <section className={classes['chart']} data-wide={isWide === true || undefined} aria-label={title}>
      <h2>{title}</h2>
      {hint !== undefined && <p>{hint}</p>}
      {children}
    </section>
  );
}
