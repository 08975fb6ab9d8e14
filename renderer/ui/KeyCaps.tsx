import { Kbd } from '@mantine/core';
import classes from './KeyCaps.module.css';

export interface KeyCapsProps {
  readonly caps: readonly string[];
}

/** Keys to be pressed together. */
export function KeyCaps({ caps }: KeyCapsProps) {
  return (
    <span className={classes['caps']}>
      {caps.map((cap) => (
        <Kbd key={cap} className={classes['cap'] ?? ''}>
          {cap}
        </Kbd>
      ))}
    </span>
  );
}
