import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { AppServices } from '../../services/appServices.ts';

type CheckHandlers = Pick<Handlers, Extract<keyof Handlers, `check.${string}`>>;

export function checkHandlers({ images, workers }: AppServices): CheckHandlers {
  return {
    'check.ink': async ({ imageId, symbols }) => {
      const { unboxed, inkless, cut } = await images.checkInk(imageId, symbols);
      return {
        unboxed: [...unboxed],
        inkless: [...inkless],
        cut: cut.map((each) => ({ ...each, edges: [...each.edges] })),
      };
    },
    'check.snap': async ({ imageId, symbols, which }) => [
      ...(await images.snapToInk(imageId, symbols, which)),
    ],
    'check.dismissals': async ({ imageId }) =>
      (await workers.storage.call('dismissals', { imageId })).map((each) => ({
        ...each,
        parts: [...each.parts],
      })),
    'check.dismiss': async (input) => {
      await workers.storage.call('dismissCheck', input);
      return {};
    },
    'check.restore': async (input) => {
      await workers.storage.call('restoreChecks', input);
      return {};
    },
  };
}
