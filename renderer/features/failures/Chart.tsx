import type { ReactNode } from 'react';
import classes from './Chart.module.css';

export interface ChartProps {
  readonly title: string;
  readonly hint?: string;
  readonly isWide?: boolean;
  /** Stands at the right of the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A chart with its title. */
export function Chart({ title, hint, isWide, action, children }: ChartProps) {
  return (
    <section className={classes['chart']} data-wide={isWide === true || undefined} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {action}
      </header>
      {hint !== undefined && <p>{hint}</p>}
      {children}
    </section>
  );
}
