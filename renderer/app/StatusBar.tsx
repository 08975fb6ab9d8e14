import { UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconCpu } from '@tabler/icons-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import { formatTime } from '#renderer/i18n/formatNumber.ts';
import { modelInUse } from '#renderer/stores/modelStore.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import { JobBar } from './JobBar.tsx';
import classes from './StatusBar.module.css';

function ModelInUse() {
  const { t } = useTranslation();
  const { models, settings, ui } = useWorkbench();
  const list = useStore(models, (state) => state.models);
  const chosenId = useStore(settings, (state) => state.modelId);
  const model = modelInUse(list, chosenId);
  return (
    <UnstyledButton
      className={classes['model'] ?? ''}
      title={t('status.modelHint')}
      onClick={() => {
        ui.show('models');
      }}
    >
      <IconCpu size={14} stroke={1.6} />
      <span>
        {model === null
          ? t('status.noModel')
          : t('status.model', { name: model.name, precision: model.precision })}
      </span>
    </UnstyledButton>
  );
}

function LastSaved() {
  const { t, i18n } = useTranslation();
  // The picture goes first.
  const pending = useDeferredValue(useSession((state) => state.pendingEdits));
  const savedAtMs = useDeferredValue(useSession((state) => state.savedAtMs));
  if (pending > 0) return <span>{t('status.saving', { count: pending })}</span>;
  if (savedAtMs === null) return null;
  return (
    <span className={classes['saved']}>
      <IconCheck size={13} stroke={2} />
      {t('status.saved', { time: formatTime(savedAtMs, i18n.language) })}
    </span>
  );
}

function Position() {
  const { t } = useTranslation();
  const { images } = useWorkbench();
  const index = useStore(images, (state) => state.currentIndex);
  const total = useStore(images, (state) => state.total);
  const isOpen = useSession((state) => state.image !== null);
  if (!isOpen || total === null) return null;
  return (
    <span>
      {index === null
        ? t('status.notInList', { count: total })
        : t('status.position', { index: index + 1, total })}
    </span>
  );
}

function LastError() {
  const { t } = useTranslation();
  const { notices } = useWorkbench();
  const error = useStore(notices, (state) => state.lastError);
  if (error === null) return null;
  const text = errorText(t, error);
  return (
    <span className={classes['error']} title={text}>
      <IconAlertCircle size={14} stroke={1.75} />
      <span>{text}</span>
    </span>
  );
}

/** What runs, what was saved, where one is. Each has its own place, so nothing moves when one comes or goes. */
export function StatusBar() {
  const { t } = useTranslation();
  return (
    <footer className={classes['bar']} aria-label={t('status.label')}>
      <div className={classes['left']}>
        <ModelInUse />
        <LastError />
      </div>
      <JobBar />
      <div className={classes['right']}>
        <LastSaved />
        <Position />
      </div>
    </footer>
  );
}
