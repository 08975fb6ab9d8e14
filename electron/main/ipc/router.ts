import type { IpcMain } from 'electron';
import type { WireError } from '#shared/base/errors.ts';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { AppServices } from '../services/appServices.ts';
import { senderOf } from '../security/senderGuard.ts';
import { dispatch, type BugReporter } from './dispatch.ts';
import { annotationHandlers } from './handlers/annotation.ts';
import { appHandlers } from './handlers/app.ts';
import { checkHandlers } from './handlers/check.ts';
import { detectHandlers } from './handlers/detect.ts';
import { evaluationHandlers } from './handlers/evaluation.ts';
import { graphHandlers } from './handlers/graph.ts';
import { imageHandlers } from './handlers/image.ts';
import { projectHandlers } from './handlers/project.ts';
import { transferHandlers } from './handlers/transfer.ts';

/** Answers the whole contract on one channel; no other file listens to the window. */
export function routeCalls(
  ipcMain: IpcMain,
  services: AppServices,
  takeStartProblem: () => Promise<WireError | null>,
  report: BugReporter,
): void {
  const handlers: Handlers = {
    ...appHandlers(services, takeStartProblem),
    ...projectHandlers(services),
    ...imageHandlers(services),
    ...annotationHandlers(services),
    ...checkHandlers(services),
    ...detectHandlers(services),
    ...graphHandlers(services),
    ...evaluationHandlers(services),
    ...transferHandlers(services),
  };
  ipcMain.handle('surd', (event, channel: unknown, input: unknown) =>
    dispatch(handlers, senderOf(event), String(channel), input, report),
  );
}
