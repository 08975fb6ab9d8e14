import { StrictMode } from 'react';
import type { Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { bindHoldToHide } from '#renderer/commands/holdToHide.ts';
import { bindEffortMeter } from '#renderer/stores/effortMeter.ts';
import { bindKeys } from '#renderer/commands/bindKeys.ts';
import { commands, runCommand } from '#renderer/commands/registry.ts';
import { createI18n, languageFor } from '#renderer/i18n/createI18n.ts';
import { createClient } from '#renderer/ipc/client.ts';
import { createCanvasControls } from '#renderer/canvas/createCanvasControls.ts';
import { createLayouter } from '#renderer/features/graph/layout/createLayouter.ts';
import { createAnnotationSession } from '#renderer/stores/createAnnotationSession.ts';
import { createNoticeStore } from '#renderer/stores/noticeStore.ts';
import { WorkbenchProvider } from '#renderer/stores/workbench.ts';
import { AppError } from '#shared/base/errors.ts';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { App } from './App.tsx';
import { createWorkbench } from './createWorkbench.ts';
import { shareStyleNonce } from './styleNonce.ts';
import { tellReady } from './tellReady.ts';
import { wireWorkbench } from './wireWorkbench.ts';

/** Builds the window on its bridge to the main process and shows it. */
export async function startApp(bridge: Bridge, root: Root): Promise<void> {
  shareStyleNonce();
  const client = createClient(bridge);
  const info = await client.app.info({});
  const i18n = createI18n(languageFor(info.settings, info.systemLanguage));
  const speak = (): void => {
    document.documentElement.lang = i18n.language;
  };
  speak();
  i18n.on('languageChanged', speak);

  const notices = createNoticeStore();
  const session = createAnnotationSession(client);
  const workbench = createWorkbench({
    client,
    info,
    session,
    canvas: createCanvasControls(),
    notices,
    layOut: createLayouter(),
  });
  workbench.settings.subscribe((settings, before) => {
    if (settings.language !== before.language)
      void i18n.changeLanguage(languageFor(settings, info.systemLanguage));
  });

  wireWorkbench(workbench);
  tellReady(workbench);
  bindKeys(workbench, window);
  bindEffortMeter(workbench.effort, window);
  bindHoldToHide(workbench, window);
  client.on('command.requested', ({ commandId }) => {
    const command = commands.find(({ id }) => id === commandId);
    if (command !== undefined) void runCommand(workbench, command);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => {
    notices.report(reason);
  });

  root.render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <WorkbenchProvider value={workbench}>
          <App />
        </WorkbenchProvider>
      </I18nextProvider>
    </StrictMode>,
  );
  if (info.startProblem !== null) notices.report(AppError.fromWire(info.startProblem));
  await Promise.all([workbench.project.load(), workbench.models.load()]);
}
