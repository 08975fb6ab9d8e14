import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './AnnotationCanvas.module.css';
import { mountCanvas } from './mountCanvas.ts';

/** The open image with its boxes. It draws itself from the session; React only gives it its place. */
export function AnnotationCanvas() {
  const { t } = useTranslation();
  const { session, canvas, images, labels, settings } = useWorkbench();
  const ref = useRef<HTMLDivElement>(null);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    const container = ref.current;
    return container === null
      ? undefined
      : mountCanvas(container, { session, canvas, images, labels, settings }, setHasFailed);
  }, [session, canvas, images, labels, settings]);
  return (
    <div className={classes['frame']}>
      <div
        ref={ref}
        className={classes['canvas']}
        // The keys of the tools work here; a reader must pass them on.
        role="application"
        aria-label={t('canvas.label')}
        tabIndex={0}
        data-canvas
      />
      {hasFailed ? (
        <p className={classes['failure']} role="alert">
          {t('canvas.failed')}
        </p>
      ) : null}
    </div>
  );
}
