import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { AppServices } from '../../services/appServices.ts';

type CheckHandlers = Pick<Handlers, Extract<keyof Handlers, `check.${string}`>>;

export function checkHandlers({ images }: AppServices): CheckHandlers {
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
  };
}
