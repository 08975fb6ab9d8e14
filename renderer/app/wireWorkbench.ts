import { followNeighbours } from '#renderer/stores/neighbours.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { ProjectPreferences } from '#shared/dataset/projectPreferences.ts';
import { announceJob } from './announceJob.ts';
import { throttled } from './throttled.ts';

/** A batch changes images many times a second; lists follow a few times a second. */
const followDelayMs = 250;

/**
 * Makes the parts of the window follow the main process and each other.
 *
 * @returns ends it
 */
export function wireWorkbench(workbench: Workbench): () => void {
  const { client, session, settings, project, preferences, images, labels, jobs, notices } = workbench;

  const followImages = throttled(async () => {
    await Promise.all([images.refresh(), project.refresh()]);
    await openFirst(workbench);
  }, followDelayMs);
  const followEvaluation = (): void => {
    workbench.failures.markStale();
  };
  const followLabels = throttled(() => labels.load(), followDelayMs);

  /** Time counts for the image that is on the screen, and in no other workspace. */
  const followEffort = (): void => {
    const { image } = session.getState();
    workbench.effort.turnTo(workbench.ui.getState().workspace === 'annotate' ? (image?.id ?? null) : null);
  };

  const ends = [
    client.on('job.progress', (progress) => {
      jobs.onProgress(progress);
    }),
    client.on('job.finished', (finished) => {
      jobs.onFinished(finished);
      announceJob(workbench, finished);
      workbench.failures.onFinished(finished);
      followImages();
    }),
    client.on('images.changed', followImages),
    client.on('detections.changed', followImages),
    client.on('labels.changed', followLabels),
    client.on('evaluation.changed', () => void workbench.failures.showFigures()),
    client.on('images.changed', followEvaluation),
    client.on('detections.changed', followEvaluation),
    client.on('project.changed', () => void project.load()),
    client.on('worker.restarted', ({ worker }) => {
      notices.tell('warning', { key: 'notices.workerRestarted', values: { worker } });
    }),
    session.onRefused((error) => {
      notices.tell('error', { error });
    }),
    project.subscribe((state, before) => {
      if (state.opening !== before.opening) void enterProject(workbench);
    }),
    settings.subscribe((state, before) => {
      if (state.scoreThreshold !== before.scoreThreshold) session.setScoreThreshold(state.scoreThreshold);
      if (state.nmsThreshold !== before.nmsThreshold) session.setNmsThreshold(state.nmsThreshold);
    }),
    preferences.subscribe((state, before) => {
      if (state.labelThresholds !== before.labelThresholds)
        session.setLabelThresholds(thresholdsByLabel(state));
      if (state.digitLabels !== before.digitLabels) labels.pin(state.digitLabels);
    }),
    session.subscribe(followSession(workbench)),
    followNeighbours(images, (neighbours) => {
      session.fetchAhead(neighbours.map(({ id }) => id));
    }),
    workbench.checks.follow(),
    workbench.checks.subscribe(({ current }, before) => {
      if (current !== before.current) workbench.canvas.mark(current?.box ?? null);
    }),
    session.subscribe(askForLabel(workbench)),
    session.subscribe(followEffort),
    workbench.ui.subscribe(followEffort),
  ];

  session.setScoreThreshold(settings.getState().scoreThreshold);
  session.setNmsThreshold(settings.getState().nmsThreshold);
  // What is drawn before the window closes is safe already; settings wait a moment before they are sent.
  const flush = (): void => void settings.flush();
  window.addEventListener('pagehide', flush);

  return () => {
    window.removeEventListener('pagehide', flush);
    for (const end of ends) end();
  };
}

function thresholdsByLabel({ labelThresholds }: ProjectPreferences): ReadonlyMap<number, number> {
  return new Map(labelThresholds.map(({ labelId, score }) => [labelId, score]));
}

/** Shows a project that was just opened: its labels, its list, and the image that was open last. */
async function enterProject(workbench: Workbench): Promise<void> {
  const { session, project, images, labels, preferences, notices } = workbench;
  const { info, opening } = project.getState();
  workbench.effort.drop();
  session.close();
  images.clear();
  workbench.thumbnailBoxes.clear();
  labels.clear();
  workbench.failures.clear();
  preferences.clear();
  if (info === null) return;
  if (info.recoveryNote !== null) {
    notices.tell('warning', { key: 'notices.recovered', values: { note: info.recoveryNote } });
  }
  images.ensureRows(0, 0);
  await Promise.all([labels.load(), preferences.load()]);
  if (project.getState().opening !== opening) return;
  if (info.lastImageId !== null) await workbench.navigator.open(info.lastImageId);
  await openFirst(workbench);
}

/** Opens the first image where none is open: after the first import, or when the last one is gone. */
async function openFirst({ session, images, navigator, project }: Workbench): Promise<void> {
  const { phase } = session.getState();
  // An image that could not be opened stays on the screen with its reason.
  if (project.getState().info === null || phase !== 'empty') return;
  const row = await images.fetchRow(0);
  if (row !== null) await navigator.open(row.id);
}

/** After a box was drawn the label field waits for its name, if the person wants that. */
function askForLabel({ session, settings, ui }: Workbench): () => void {
  let drawn = session.getState().pendingEdits;
  return () => {
    const { pendingEdits, history } = session.getState();
    const isDrawn = pendingEdits > drawn && history.undo?.kind === 'draw';
    drawn = pendingEdits;
    if (isDrawn && settings.getState().asksForLabel) ui.requestLabelField();
  };
}

/** Undo may open another image, and each given label takes a digit key: both are seen in the session's state. */
function followSession({ session, images, labels }: Workbench): () => void {
  let imageId = session.getState().image?.id ?? null;
  let activeLabelId = session.getState().activeLabelId;
  return () => {
    const state = session.getState();
    const nextId = state.image?.id ?? null;
    if (nextId !== imageId) {
      imageId = nextId;
      // One who steps through the list has pointed at it already.
      if (nextId === null || images.getState().current?.id !== nextId) void images.locate(nextId);
    }
    if (state.activeLabelId !== activeLabelId) {
      activeLabelId = state.activeLabelId;
      if (activeLabelId !== null) labels.noteUse(activeLabelId);
    }
  };
}
