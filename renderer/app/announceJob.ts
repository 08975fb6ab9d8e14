import type { ParseKeys } from 'i18next';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { JobFinished } from '#shared/ipc/events.ts';
import { showErrorInGraph } from './showErrorInGraph.ts';

const doneKeys = {
  import: 'jobs.done.import',
  detect: 'jobs.done.detect',
  export: 'jobs.done.export',
} as const satisfies Record<Exclude<JobFinished['kind'], 'evaluate' | 'importLabels'>, ParseKeys>;

/** Tells how a job ended. What it could not do is told by the failures dialog, which stays until it is read. */
export function announceJob(workbench: Workbench, finished: JobFinished): void {
  const { notices, client } = workbench;
  if (finished.outcome === 'failed') {
    if (finished.error !== null) {
      const action = showErrorInGraph(workbench, finished.error) ?? undefined;
      notices.tell('error', { error: finished.error }, action);
    }
    return;
  }
  // The figures on the screen say that an evaluation is done.
  if (finished.kind === 'evaluate') {
    if (finished.outcome === 'cancelled') notices.tell('info', { key: 'jobs.cancelledEvaluation' });
    return;
  }
  // Its report stands where it was asked for.
  if (finished.kind === 'importLabels') {
    if (finished.outcome === 'cancelled') notices.tell('info', { key: 'jobs.cancelledLabels' });
    return;
  }
  if (finished.outcome === 'cancelled') {
    notices.tell('info', { key: 'jobs.cancelled', values: { count: finished.done } });
    return;
  }
  // One image detected by its key shows its boxes: that says it already.
  if (finished.kind === 'detect' && finished.done <= 1) return;
  const count = finished.done - finished.unchanged;
  if (finished.kind === 'import' && finished.unchanged > 0) {
    notices.tell('success', {
      key: 'jobs.done.importSomeKnown',
      values: { count, known: finished.unchanged },
    });
    return;
  }
  const tone = finished.done > 0 ? 'success' : 'info';
  const text = {
    key: doneKeys[finished.kind],
    values: { count: finished.kind === 'export' ? finished.done : count },
  };
  if (finished.kind !== 'export') {
    notices.tell(tone, text);
    return;
  }
  notices.tell(tone, text, {
    labelKey: 'transfer.reveal',
    run: () => {
      client.export.reveal({ jobId: finished.jobId }).catch(notices.report);
    },
  });
}
