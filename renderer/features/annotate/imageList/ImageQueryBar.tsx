import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { QueryField } from '#renderer/ui/QueryField.tsx';
import { readImageQuery, type ImageTerms } from '#shared/dataset/imageTerms.ts';
import type { ImageQuery } from '#shared/ipc/contract/image.ts';
import { FilterMenu } from './FilterMenu.tsx';
import classes from './ImageQueryBar.module.css';
import { SortMenu } from './SortMenu.tsx';

const typingPauseMs = 150;

/** Over the border go lists that can be changed. */
function termsToSend({ states, labels, ...others }: ImageTerms): NonNullable<ImageQuery['terms']> {
  return {
    ...others,
    ...(states === undefined ? {} : { states: [...states] }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
  };
}

/** What of the list is shown, and in which order. */
export function ImageQueryBar() {
  const { t } = useTranslation();
  const { images, ui } = useWorkbench();
  const request = useStore(ui, (state) => state.searchFieldRequest);
  const [text, setText] = useState(() => images.getState().query.text ?? '');
  const search = useDebouncedCallback((next: string) => {
    const { text: words, terms } = readImageQuery(next);
    images.setQuery({ text: words, terms: termsToSend(terms) });
  }, typingPauseMs);

  const change = (next: string): void => {
    setText(next);
    search(next);
  };

  return (
    <search className={classes['bar']}>
      <QueryField
        className={classes['field'] ?? ''}
        label={t('images.search')}
        placeholder={t('images.search')}
        hint={t('images.searchHint')}
        clearLabel={t('images.clearSearch')}
        value={text}
        onChange={change}
        request={request}
      />
      <FilterMenu />
      <SortMenu />
    </search>
  );
}
