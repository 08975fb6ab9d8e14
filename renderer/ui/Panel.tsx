import type { ReactNode } from 'react';
import classes from './Panel.module.css';

export interface PanelProps {
  readonly title: string;
  /** Beside the title, quieter: a count usually. */
  readonly note?: ReactNode;
  /** In the place of title and note, where panels share a place. */
  readonly tabs?: ReactNode;
  /** At the right end of the head. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a side column: a thin head, and what it holds. */
export function Panel({ title, note, tabs, actions, children }: PanelProps) {
  return (
    <section className={classes['panel']} aria-label={title}>
      <header className={classes['head']}>
        {tabs ?? <h2 className={classes['title']}>{title}</h2>}
        {note !== undefined && <span className={classes['note']}>{note}</span>}
        <div className={classes['actions']}>{actions}</div>
      </header>
      {children}
    </section>
  );
}
