import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Items that are shown at first, and that each press adds. */
const step = 50;

/** A list that may have thousands of items: the first ones, and the rest when it is asked for. */
export function LongList<Item>({
  items,
  className,
  children,
}: {
  readonly items: readonly Item[];
  readonly className: string | undefined;
  readonly children: (item: Item, index: number) => ReactNode;
}) {
  const { t } = useTranslation();
  const [count, setCount] = useState(step);
  const left = items.length - count;
  return (
    <>
      <ol className={className}>{items.slice(0, count).map(children)}</ol>
      {left > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            setCount(count + step);
          }}
        >
          {t('graph.morePlaces', { count: left })}
        </Button>
      )}
    </>
  );
}
