import { dialog } from 'electron';
import { AppError } from '#shared/base/errors.ts';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import { importImages } from '#electron/services/importImages.ts';
import type { AppServices } from '../../services/appServices.ts';

type ImageHandlers = Pick<Handlers, Extract<keyof Handlers, `image.${string}`>>;

/** The window asks again for what it shows; more ids than it could show are told as "any". */
const toldIds = 200;

export function imageHandlers({ workers, jobs, grants, projects, emit }: AppServices): ImageHandlers {
  const tell = (imageIds: readonly number[]): void => {
    emit('images.changed', { imageIds: imageIds.length > toldIds ? null : imageIds });
  };
  return {
    'image.pick': async ({ what }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
        filters:
          what === 'folder'
            ? []
            : [
                {
                  name: 'Images',
                  extensions: ['png', 'jpg', 'jpeg', 'webp', 'bmp', 'tif', 'tiff', 'gif', 'inkml'],
                },
                { name: '*', extensions: ['*'] },
              ],
      });
      return canceled || filePaths.length === 0 ? null : { grantId: grants.give(filePaths) };
    },
    'image.grantDropped': ({ paths }) => Promise.resolve({ grantId: grants.give(paths) }),
    'image.import': ({ grantId }) => {
      const paths = grants.take(grantId);
      if (!projects.isOpen) throw new AppError('project.none', 'Open or make a project first.');
      const { jobId } = jobs.start('import', async (reporter) => {
        await importImages(workers, paths, reporter, tell);
        // Ink brings labels with it, and boxes that count for those there are.
        emit('labels.changed', {});
      });
      return Promise.resolve({ jobId });
    },
    'image.list': async (input) => {
      const { total, items } = await workers.storage.call('listImages', input);
      return { total, items: [...items] };
    },
    'image.indexOf': async (input) => ({ index: await workers.storage.call('indexOfImage', input) }),
    'image.get': (input) => workers.storage.call('getImage', input),
    'image.setState': async (input) => {
      await workers.storage.call('setImageState', input);
      tell(input.imageIds);
      return {};
    },
    'image.setFlagged': async (input) => {
      await workers.storage.call('setImageFlagged', input);
      tell(input.imageIds);
      return {};
    },
    'image.remove': async (input) => {
      await workers.storage.call('removeImages', input);
      emit('images.changed', { imageIds: null });
      return {};
    },
  };
}
