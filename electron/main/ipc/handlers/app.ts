import { app } from 'electron';
import type { WireError } from '#shared/base/errors.ts';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { AppServices } from '../../services/appServices.ts';

type AppHandlers = Pick<Handlers, 'app.info' | 'app.changeSettings' | 'app.ready'>;

/** @param takeStartProblem - what the start was asked for and could not do; null once it was told */
export function appHandlers(
  { settings }: AppServices,
  takeStartProblem: () => Promise<WireError | null>,
): AppHandlers {
  return {
    'app.info': async () => ({
      version: app.getVersion(),
      electronVersion: process.versions.electron,
      platform: process.platform,
      systemLanguage: app.getLocale(),
      settings: await settings.get(),
      startProblem: await takeStartProblem(),
    }),
    'app.changeSettings': (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      return settings.change(Object.fromEntries(given));
    },
    'app.ready': () => {
      // For what watches the start from outside; a mark in the process's own timeline costs nothing.
      performance.mark('surd:window-ready');
      return Promise.resolve({});
    },
  };
}
