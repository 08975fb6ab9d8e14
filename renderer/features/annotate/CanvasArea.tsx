import { useTranslation } from 'react-i18next';
import { AnnotationCanvas } from '#renderer/canvas/AnnotationCanvas.tsx';
import { FormulaStrip } from '#renderer/features/formulaStrip/FormulaStrip.tsx';
import { errorText } from '#renderer/i18n/errorText.ts';
import { useSession } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import classes from './CanvasArea.module.css';
import { CanvasToolbar } from './toolbar/CanvasToolbar.tsx';

function CanvasStage() {
  const { t } = useTranslation();
  const phase = useSession((state) => state.phase);
  const error = useSession((state) => state.error);
  if (phase === 'empty') return <EmptyNotice title={t('canvas.none')} />;
  if (phase === 'failed') {
    return (
      <EmptyNotice title={t('canvas.failed')}>{error === null ? null : errorText(t, error)}</EmptyNotice>
    );
  }
  return <AnnotationCanvas />;
}

/** Words for an image that takes its time; one that is quick shows none. */
function Loading() {
  const { t } = useTranslation();
  const isLoading = useSession((state) => state.phase === 'loading');
  return isLoading ? (
    <p className={classes['loading']} role="status">
      {t('canvas.loading')}
    </p>
  ) : null;
}

/** The picture with its tools above and the formula that its boxes spell below. */
export function CanvasArea() {
  const { t } = useTranslation();
  return (
    <section className={classes['area']} aria-label={t('canvas.label')}>
      <CanvasToolbar />
      <div className={classes['stage']}>
        <CanvasStage />
        <Loading />
      </div>
      <FormulaStrip />
    </section>
  );
}
