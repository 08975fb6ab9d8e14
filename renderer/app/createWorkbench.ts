import type { Client } from '#renderer/ipc/client.ts';
import type { AnnotationSession } from '#renderer/stores/annotationSession.ts';
import type { CanvasControls } from '#renderer/stores/canvasControls.ts';
import { createChecksStore } from '#renderer/stores/checksStore.ts';
import { createCaseTicksStore } from '#renderer/stores/caseTicks.ts';
import { createFailuresStore } from '#renderer/stores/failuresStore.ts';
import { createGraphControls } from '#renderer/stores/graphControls.ts';
import { createGraphStore, type GraphStoreParts } from '#renderer/stores/graphStore.ts';
import { createGraphTour } from '#renderer/stores/graphTour.ts';
import { createEffortMeter } from '#renderer/stores/effortMeter.ts';
import { createImageListStore } from '#renderer/stores/imageListStore.ts';
import { createImageNavigator } from '#renderer/stores/imageNavigator.ts';
import { createJobStore } from '#renderer/stores/jobStore.ts';
import { createLabelStore } from '#renderer/stores/labelStore.ts';
import { createModelStore } from '#renderer/stores/modelStore.ts';
import type { NoticeStore } from '#renderer/stores/noticeStore.ts';
import { createPreferencesStore } from '#renderer/stores/preferencesStore.ts';
import { createProjectStore } from '#renderer/stores/projectStore.ts';
import { createSettingsStore } from '#renderer/stores/settingsStore.ts';
import { createThumbnailBoxesStore } from '#renderer/stores/thumbnailBoxes.ts';
import { createUiStore } from '#renderer/stores/uiStore.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import type { OutputOf } from '#shared/ipc/contract/contract.ts';

export interface WorkbenchParts {
  readonly client: Client;
  readonly info: OutputOf<'app.info'>;
  readonly session: AnnotationSession;
  readonly canvas: CanvasControls;
  readonly notices: NoticeStore;
  readonly layOut: GraphStoreParts['layOut'];
}

/** Puts the parts of the window together; `wireWorkbench` makes them follow each other. */
export function createWorkbench({
  client,
  info,
  session,
  canvas,
  notices,
  layOut,
}: WorkbenchParts): Workbench {
  const { report } = notices;
  const images = createImageListStore(client);
  const effort = createEffortMeter(client, report);
  const jobs = createJobStore(client, report);
  const settings = createSettingsStore(client, info.settings, report);
  const labels = createLabelStore(client, report);
  const graph = createGraphStore({ client, report, layOut });
  const preferences = createPreferencesStore(client, report);
  const failures = createFailuresStore({ client, jobs, sliders: () => settings.getState(), report });
  return {
    client,
    platform: info.platform,
    version: info.version,
    session,
    canvas,
    images,
    thumbnailBoxes: createThumbnailBoxesStore(client),
    notices,
    settings,
    project: createProjectStore(client, report, async () => {
      await Promise.all([session.settled(), effort.flush()]);
    }),
    preferences,
    navigator: createImageNavigator({ client, session, images, report }),
    labels,
    checks: createChecksStore({ client, session, labels, settings, preferences }),
    models: createModelStore(client, report),
    jobs,
    failures,
    caseTicks: createCaseTicksStore({ client, failures, session, report }),
    graph,
    graphTour: createGraphTour(graph, settings),
    graphControls: createGraphControls(),
    ui: createUiStore(),
    effort,
  };
}
