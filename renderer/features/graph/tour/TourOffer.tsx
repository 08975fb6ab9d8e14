import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { isTourNew } from '#renderer/stores/graphTour.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './TourOffer.module.css';

/** Offers the tour to whoever has neither taken nor declined it. */
export function TourOffer() {
  const { t } = useTranslation();
  const { graphTour, settings } = useWorkbench();
  const isNew = useStore(settings, () => isTourNew(settings));
  if (!isNew) return null;
  return (
    <section className={classes['offer']} aria-label={t('graph.tour.title')}>
      <div>
        <strong>{t('graph.tour.offer')}</strong>
        <p>{t('graph.tour.offerText')}</p>
      </div>
      <Button size="compact-md" onClick={() => void graphTour.start()}>
        {t('graph.tour.start')}
      </Button>
      <Button
        size="compact-md"
        variant="subtle"
        onClick={() => {
          graphTour.end();
        }}
      >
        {t('graph.tour.decline')}
      </Button>
    </section>
  );
}
