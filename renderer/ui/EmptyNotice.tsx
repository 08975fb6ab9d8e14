import type { ReactNode } from 'react';
import classes from './EmptyNotice.module.css';

export interface EmptyNoticeProps {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}

/** What stands where there is nothing to show: what that means, and what to do. */
export function EmptyNotice({ icon, title, children }: EmptyNoticeProps) {
  return (
    <div className={classes['empty']}>
      {icon}
      <p className={classes['title']}>{title}</p>
      {children !== undefined && <div className={classes['text']}>{children}</div>}
    </div>
  );
}
