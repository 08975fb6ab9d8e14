import { ActionIcon, Button, CloseButton, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { queryOf } from '#renderer/stores/failuresStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { withView } from '#shared/dataset/savedView.ts';
import { writeCaseTerms } from '#shared/evaluation/caseTerms.ts';
import classes from './SavedViews.module.css';

/** Views with names: they are kept in the project. */
export function SavedViews() {
  const { t } = useTranslation();
  const { failures, preferences } = useWorkbench();
  const [isOpen, setIsOpen] = useState(false);
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const views = useStore(preferences, (state) => state.savedViews);
  const query = useStore(failures, (state) => state.query);
  const written = writeCaseTerms(query);
  const trimmed = name.trim().slice(0, 100);
  const save = (): void => {
    if (trimmed === '') return;
    const { sort, descending } = query;
    void preferences.change({
      savedViews: withView(views, { name: trimmed, query: written, sort, descending }),
    });
    setName('');
    field.current?.focus();
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <ActionIcon
          aria-label={t('failures.savedViews')}
          title={t('failures.savedViews')}
          onClick={() => {
            setIsOpen(!isOpen);
          }}
        >
          <IconBookmark size={16} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes['panel'] ?? ''}>
        <h3>{t('failures.savedViews')}</h3>
        {views.length === 0 && <p>{t('failures.noSavedViews')}</p>}
        <ul>
          {views.map((view) => (
            <li key={view.name}>
              <UnstyledButton
                className={classes['view'] ?? ''}
                data-current={view.query === written || undefined}
                onClick={() => {
                  void failures.look(queryOf(view.query, view.sort, view.descending));
                  setIsOpen(false);
                }}
              >
                <b>{view.name}</b>
                <code>{view.query}</code>
              </UnstyledButton>
              <CloseButton
                size="xs"
                aria-label={t('failures.removeView', { name: view.name })}
                onClick={() => {
                  void preferences.change({ savedViews: views.filter((each) => each !== view) });
                }}
              />
            </li>
          ))}
        </ul>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextInput
            ref={field}
            size="xs"
            aria-label={t('failures.viewName')}
            placeholder={t('failures.viewName')}
            maxLength={100}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value);
            }}
          />
          <Button type="submit" size="xs" disabled={trimmed === ''}>
            {t('failures.saveView')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
