import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { queryOf } from '#renderer/stores/failuresStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { QueryField } from '#renderer/ui/QueryField.tsx';
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

  const change = (next: string): void => {
    setTyped(next);
    look(next);
  };
  return (
    <search className={classes['bar']}>
      <QueryField
        className={classes['field'] ?? ''}
        classNames={{ input: classes['input'] ?? '' }}
        size="xs"
        label={t('failures.query')}
        placeholder={t('failures.queryExample')}
        hint={t('failures.queryHint')}
        clearLabel={t('failures.clearQuery')}
        value={typed}
        onChange={change}
        onEnter={() => {
          look.flush();
        }}
        request={request}
      />
      <SavedViews />
    </search>
  );
}
