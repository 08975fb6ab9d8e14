import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { tourSteps, type TourStep } from '#renderer/stores/graphTour.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './TourCard.module.css';

const spokenOf: Readonly<Partial<Record<TourStep, string>>> = {
  finding: '[data-finding]',
  rewrite: '[data-finding="CropAndResize"]',
  cut: '[data-cut]',
};

/** The tour's word on what is seen, over the graph; arrow keys go on and back, Escape ends. */
export function TourCard() {
  const { t } = useTranslation();
  const { graphTour } = useWorkbench();
  const step = useStore(graphTour, (state) => state.step);
  const go = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (step === null) return;
    go.current?.focus({ preventScroll: true });
    // What the step speaks of may be further down in its panel, and is drawn after this.
    const selector = spokenOf[step];
    if (selector === undefined) return;
    const frame = requestAnimationFrame(() => {
      document.querySelector(selector)?.scrollIntoView({ block: 'start' });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [step]);
  if (step === null) return null;
  const index = tourSteps.indexOf(step);
  const isLast = index === tourSteps.length - 1;
  const press = (event: React.KeyboardEvent): void => {
    if (event.key === 'ArrowRight') void graphTour.next();
    else if (event.key === 'ArrowLeft') void graphTour.previous();
    else if (event.key === 'Escape') graphTour.end();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      className={classes['card']}
      role="dialog"
      aria-label={t('graph.tour.title')}
      data-takes-keys=""
      onKeyDown={press}
    >
      <header className={classes['head']}>
        <span className={classes['count']}>
          {t('graph.tour.count', { index: index + 1, total: tourSteps.length })}
        </span>
        <Tooltip label={t('graph.tour.end')}>
          <ActionIcon
            size="sm"
            aria-label={t('graph.tour.end')}
            onClick={() => {
              graphTour.end();
            }}
          >
            <IconX size={15} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      </header>
      <div aria-live="polite">
        <h2>{t(`graph.tour.${step}.title`)}</h2>
        <p>{t(`graph.tour.${step}.text`)}</p>
      </div>
      <footer className={classes['foot']}>
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={index === 0}
          onClick={() => void graphTour.previous()}
        >
          {t('graph.tour.previous')}
        </Button>
        <Button ref={go} size="compact-sm" onClick={() => void graphTour.next()}>
          {t(isLast ? 'graph.tour.done' : 'graph.tour.next')}
        </Button>
      </footer>
    </section>
  );
}
