import { app } from 'electron';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { AppServices } from '../../services/appServices.ts';

type AppHandlers = Pick<Handlers, 'app.info' | 'app.changeSettings' | 'app.ready'>;

/** @param onReady - told when the window has drawn its first picture */
export function appHandlers({ settings }: AppServices, onReady: () => void): AppHandlers {
  return {
    'app.info': async () => ({
      version: app.getVersion(),
      electronVersion: process.versions.electron,
      platform: process.platform,
      systemLanguage: app.getLocale(),
      settings: await settings.get(),
    }),
    'app.changeSettings': (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      return settings.change(Object.fromEntries(given));
    },
    'app.ready': () => {
      onReady();
      return Promise.resolve({});
    },
  };
}
