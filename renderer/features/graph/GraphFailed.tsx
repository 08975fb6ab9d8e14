import { Button } from '@mantine/core';
import { IconFileAlert } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useCommand } from '#renderer/commands/useCommand.ts';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './GraphFailed.module.css';

/** Why a file cannot be read, as exactly as it is known, and what to do. */
export function GraphFailed() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const error = useStore(graph, (state) => state.error);
  const file = useStore(graph, (state) => state.file);
  const openFile = useCommand('graph.open');
  if (error === null || file === null) return null;
  const translated = errorText(t, error);
  const facts = Object.entries(error.details).filter(([, value]) => value !== null && value !== '');
  return (
    <div className={classes['page']}>
      <div className={classes['card']} role="alert">
        <IconFileAlert size={32} stroke={1.4} className={classes['sign'] ?? ''} />
        <h1>{t('graph.failedTitle', { name: file.name })}</h1>
        <p className={classes['reason']}>{translated}</p>
        {translated !== error.message && <p className={classes['exact']}>{error.message}</p>}
        <dl className={classes['facts']}>
          <div>
            <dt>{t('graph.errorCode')}</dt>
            <dd>{error.code}</dd>
          </div>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{String(value)}</dd>
            </div>
          ))}
        </dl>
        <div className={classes['actions']}>
          <Button onClick={openFile.run}>{t('graph.openOther')}</Button>
          <Button
            variant="default"
            onClick={() => {
              graph.close();
            }}
          >
            {t('graph.back')}
          </Button>
        </div>
      </div>
    </div>
  );
}
