import { Button } from '@mantine/core';
import { IconCpu, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { modelInUse } from '#renderer/stores/modelStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { PageHead } from '#renderer/ui/PageHead.tsx';
import { ModelCard } from './ModelCard.tsx';
import classes from './ModelsView.module.css';

function AddModel() {
  const { t } = useTranslation();
  const { models } = useWorkbench();
  return (
    <Button
      variant="default"
      title={t('models.addHint')}
      leftSection={<IconPlus size={16} stroke={1.75} />}
      onClick={() => void models.add()}
    >
      {t('models.add')}
    </Button>
  );
}

/** The models there are, and which of them detects. */
export function ModelsView() {
  const { t } = useTranslation();
  const { models, settings } = useWorkbench();
  const { phase, models: list } = useStore(models);
  const chosenId = useStore(settings, (state) => state.modelId);
  const inUse = modelInUse(list, chosenId);
  return (
    <div className={classes['page']}>
      <PageHead title={t('models.title')} subtitle={t('models.subtitle')} actions={<AddModel />} />
      {phase === 'loading' && <EmptyNotice title={t('app.loading')} />}
      {phase === 'failed' && (
        <EmptyNotice title={t('models.failed')}>
          <Button variant="default" onClick={() => void models.load()}>
            {t('app.retry')}
          </Button>
        </EmptyNotice>
      )}
      {phase === 'ready' && list.length === 0 && (
        <EmptyNotice icon={<IconCpu size={28} stroke={1.4} />} title={t('models.none')}>
          {t('models.noneText')}
        </EmptyNotice>
      )}
      <ul className={classes['cards']}>
        {list.map((model) => (
          <li key={model.id}>
            <ModelCard model={model} isInUse={model.id === inUse?.id} />
          </li>
        ))}
      </ul>
    </div>
  );
}
