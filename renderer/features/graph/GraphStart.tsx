import { Button, UnstyledButton } from '@mantine/core';
import { IconBinaryTree2, IconFile, IconFileTypography, IconFolder } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useCommand } from '#renderer/commands/useCommand.ts';
import { isTourNew } from '#renderer/stores/graphTour.ts';
import { modelInUse } from '#renderer/stores/modelStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { graphSamples } from '#shared/graphView/graphSamples.ts';
import classes from './GraphStart.module.css';
import { TourOffer } from './tour/TourOffer.tsx';

/** Where no model is open: how to open one. */
export function GraphStart() {
  const { t } = useTranslation();
  const { graph, models, settings } = useWorkbench();
  const recent = useStore(graph, (state) => state.recent);
  const list = useStore(models, (state) => state.models);
  const chosenId = useStore(settings, (state) => state.modelId);
  const detector = modelInUse(list, chosenId);
  const isNew = useStore(settings, () => isTourNew(settings));
  const openFile = useCommand('graph.open');
  const startTour = useCommand('graph.tour');
  const openFolder = useCommand('graph.openFolder');
  useEffect(() => {
    void graph.loadRecent();
  }, [graph]);
  return (
    <div className={classes['page']}>
      <div className={classes['card']}>
        <IconBinaryTree2 size={36} stroke={1.3} className={classes['sign'] ?? ''} />
        <h1>{t('graph.startTitle')}</h1>
        <p>{t('graph.startText')}</p>
        <div className={classes['actions']}>
          <Button leftSection={<IconFile size={16} stroke={1.75} />} onClick={openFile.run}>
            {t('graph.openFile')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconFolder size={16} stroke={1.75} />}
            onClick={openFolder.run}
          >
            {t('graph.openFolder')}
          </Button>
          {detector !== null && (
            <Button
              variant="default"
              leftSection={<IconFileTypography size={16} stroke={1.75} />}
              onClick={() => void graph.openModel(detector.id)}
            >
              {t('graph.openDetector')}
            </Button>
          )}
        </div>
        <p className={classes['quiet']}>{t('graph.startDrop')}</p>
        <TourOffer />
        <section className={classes['recent']} aria-label={t('graph.samples')}>
          <h2>{t('graph.samples')}</h2>
          <ul>
            {graphSamples.map((sample) => (
              <li key={sample}>
                <UnstyledButton
                  className={classes['row'] ?? ''}
                  onClick={() => void graph.openSample(sample)}
                >
                  <span className={classes['name']}>{t(`graph.sample.${sample}.name`)}</span>
                  <span className={classes['folder']}>{t(`graph.sample.${sample}.text`)}</span>
                </UnstyledButton>
              </li>
            ))}
            {!isNew && (
              <li>
                <UnstyledButton className={classes['row'] ?? ''} onClick={startTour.run}>
                  <span className={classes['name']}>{t('graph.tour.start')}</span>
                  <span className={classes['folder']}>{t('graph.tour.offerText')}</span>
                </UnstyledButton>
              </li>
            )}
          </ul>
        </section>
        {recent.length > 0 && (
          <section className={classes['recent']} aria-label={t('graph.recent')}>
            <h2>{t('graph.recent')}</h2>
            <ul>
              {recent.map(({ id, name, folder }) => (
                <li key={id}>
                  <UnstyledButton className={classes['row'] ?? ''} onClick={() => void graph.openRecent(id)}>
                    <span className={classes['name']}>{name}</span>
                    <span className={classes['folder']} title={folder}>
                      {folder}
                    </span>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </div>
  );
}
