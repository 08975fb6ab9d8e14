import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
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
  const field = useRef<HTMLInputElement>(null);
  const answered = useRef(request);
  const [text, setText] = useState(() => images.getState().query.text ?? '');
  const search = useDebouncedCallback((next: string) => {
    const { text: words, terms } = readImageQuery(next);
    images.setQuery({ text: words, terms: termsToSend(terms) });
  }, typingPauseMs);

  useEffect(() => {
    if (answered.current === request) return;
    answered.current = request;
    field.current?.focus();
    field.current?.select();
  }, [request]);

  const change = (next: string): void => {
    setText(next);
    search(next);
  };

  return (
    <search className={classes['bar']}>
      <TextInput
        ref={field}
        className={classes['field'] ?? ''}
        aria-label={t('images.search')}
        placeholder={t('images.search')}
        title={t('images.searchHint')}
        leftSection={<IconSearch size={14} stroke={1.75} />}
        rightSection={
          text !== '' && (
            <CloseButton
              size="xs"
              aria-label={t('images.clearSearch')}
              onClick={() => {
                change('');
              }}
            />
          )
        }
        value={text}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (text === '') event.currentTarget.blur();
          else change('');
        }}
      />
      <FilterMenu />
      <SortMenu />
    </search>
  );
}
