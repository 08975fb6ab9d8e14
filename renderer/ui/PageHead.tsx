import type { ReactNode } from 'react';
import classes from './PageHead.module.css';

export interface PageHeadProps {
  readonly title: string;
  readonly subtitle: string;
  readonly actions?: ReactNode;
}

/** The head of a workspace that is a page rather than panels. */
export function PageHead({ title, subtitle, actions }: PageHeadProps) {
  return (
    <header className={classes['head']}>
      <div>
        <h1>{title}</h1>
        <p>{subtitle}</p>
      </div>
      {actions}
    </header>
  );
}
