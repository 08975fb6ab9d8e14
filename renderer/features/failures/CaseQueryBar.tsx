import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { queryOf } from '#renderer/stores/failuresStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { writeCaseTerms } from '#shared/evaluation/caseTerms.ts';
import classes from './CaseQueryBar.module.css';
import { SavedViews } from './SavedViews.tsx';

const typingPauseMs = 120;

/** What the gallery holds, as it is typed and as the marks of the charts write it; and the views that have a name. */
export function CaseQueryBar() {
  const { t } = useTranslation();
  const { failures, ui } = useWorkbench();
  const query = useStore(failures, (state) => state.query);
  const request = useStore(ui, (state) => state.caseFieldRequest);
  const field = useRef<HTMLInputElement>(null);
  const answered = useRef(request);
  const written = writeCaseTerms(query);
  const [typed, setTyped] = useState(written);
  /** What was asked last from here: a query that comes from elsewhere is written into the field. */
  const asked = useRef(query);
  const look = useDebouncedCallback((next: string) => {
    const { sort, descending } = failures.getState().query;
    asked.current = queryOf(next, sort, descending);
    void failures.look(asked.current);
  }, typingPauseMs);

  useEffect(() => {
    if (asked.current === query) return;
    asked.current = query;
    look.cancel();
    setTyped(writeCaseTerms(query));
  }, [query, look]);

  useEffect(() => {
    if (answered.current === request) return;
    answered.current = request;
    field.current?.focus();
    field.current?.select();
  }, [request]);

  const change = (next: string): void => {
    setTyped(next);
    look(next);
  };
  return (
    <search className={classes['bar']}>
      <TextInput
        ref={field}
        className={classes['field'] ?? ''}
        classNames={{ input: classes['input'] ?? '' }}
        size="xs"
        aria-label={t('failures.query')}
        placeholder={t('failures.queryExample')}
        title={t('failures.queryHint')}
        spellCheck={false}
        leftSection={<IconSearch size={14} stroke={1.75} />}
        rightSection={
          typed !== '' && (
            <CloseButton
              size="xs"
              aria-label={t('failures.clearQuery')}
              onClick={() => {
                change('');
              }}
            />
          )
        }
        value={typed}
        onChange={(event) => {
          change(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') look.flush();
          if (event.key !== 'Escape') return;
          if (typed === '') event.currentTarget.blur();
          else change('');
        }}
      />
      <SavedViews />
    </search>
  );
}
