import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { revealRow } from '#renderer/ui/revealRow.ts';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import classes from './ImageList.module.css';
import { ImageRow } from './ImageRow.tsx';

const rowHeightPx = 72;

const overscan = 8;

function Rows({ total }: { readonly total: number }) {
  const { t } = useTranslation();
  const { images, navigator, thumbnailBoxes, settings } = useWorkbench();
  const scroller = useRef<HTMLDivElement>(null);
  const currentIndex = useStore(images, (state) => state.currentIndex);
  const currentId = useSession((state) => state.image?.id ?? null);
  // Read through `rowAt` below: the rows are drawn again when pages come.
  const pages = useStore(images, (state) => state.pages);
  const areBoxesShown = useStore(settings, (state) => state.showThumbnailBoxes);
  const virtualizer = useVirtualRows({ count: total, scroller, rowHeightPx, overscan });
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    images.ensureRows(first, last);
  }, [images, first, last, total]);

  useEffect(() => {
    const inSight: number[] = [];
    for (let index = first; areBoxesShown && index <= last; index += 1) {
      const id = images.rowAt(index)?.id;
      if (id !== undefined) inSight.push(id);
    }
    thumbnailBoxes.show(inSight);
  }, [images, thumbnailBoxes, areBoxesShown, first, last, pages]);

  useEffect(() => {
    if (currentIndex !== null) revealRow(virtualizer, currentIndex, rowHeightPx);
  }, [virtualizer, currentIndex]);

  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      role="listbox"
      data-takes-keys=""
      tabIndex={0}
      aria-label={t('images.list')}
      {...(currentIndex === null ? {} : { 'aria-activedescendant': `image-row-${currentIndex}` })}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        void navigator.step(event.key === 'ArrowDown' ? 1 : -1);
      }}
    >
      <div className={classes['content']} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const image = images.rowAt(index);
          return (
            <ImageRow
              key={index}
              index={index}
              total={total}
              top={start}
              image={image}
              isCurrent={image !== null && image.id === currentId}
            />
          );
        })}
      </div>
    </div>
  );
}

/** The list that the query gives. Tens of thousands of rows: only those on the screen exist, and are asked for. */
export function ImageList() {
  const { t } = useTranslation();
  const { images } = useWorkbench();
  const total = useStore(images, (state) => state.total);
  const error = useStore(images, (state) => state.error);
  if (error !== null && total === null) {
    return (
      <EmptyNotice title={t('images.failed')}>
        <Button variant="default" onClick={() => void images.refresh()}>
          {t('app.retry')}
        </Button>
      </EmptyNotice>
    );
  }
  if (total === null) return <div className={classes['scroller']} aria-busy="true" />;
  if (total === 0) return <EmptyNotice title={t('images.nothingFound')} />;
  return <Rows total={total} />;
}
