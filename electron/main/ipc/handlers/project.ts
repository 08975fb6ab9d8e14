import { basename, dirname, extname } from 'node:path';
import { dialog } from 'electron';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import { projectExtension } from '#electron/services/projectService.ts';
import type { AppServices } from '../../services/appServices.ts';
import { openSampleProject } from '../../services/sampleProject.ts';

type ProjectHandlers = Pick<Handlers, Extract<keyof Handlers, `project.${string}`>>;

const filters = [{ name: 'Surd', extensions: [projectExtension.slice(1)] }];

export function projectHandlers({ projects, workers, jobs, paths }: AppServices): ProjectHandlers {
  /** What still runs belongs to the project that is about to be closed. */
  const switchTo = async <T>(open: () => Promise<T>): Promise<T> => {
    await jobs.cancelAll();
    return open();
  };
  return {
    'project.current': () => projects.current(),
    'project.create': async () => {
      const { canceled, filePath } = await dialog.showSaveDialog({
        filters,
        defaultPath: `formulas${projectExtension}`,
      });
      if (canceled || filePath === '') return null;
      const path = extname(filePath) === projectExtension ? filePath : `${filePath}${projectExtension}`;
      return switchTo(() => projects.open(path, true));
    },
    'project.open': async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog({ filters, properties: ['openFile'] });
      const [path] = filePaths;
      if (canceled || path === undefined) return null;
      return switchTo(() => projects.open(path, false));
    },
    'project.openRecent': ({ recentId }) => switchTo(() => projects.openRecent(recentId)),
    'project.openSample': () =>
      switchTo(() => openSampleProject(paths.samples, paths.user, projects, workers, jobs)),
    'project.listRecent': async () =>
      (await projects.listRecent()).map((recent) => ({
        ...recent,
        name: recent.name === '' ? basename(dirname(recent.path)) : recent.name,
      })),
    'project.close': async () => {
      await switchTo(() => projects.close());
      return {};
    },
    'project.addEffort': async (input) => {
      await workers.storage.call('addEffort', input);
      return {};
    },
    'project.effortReport': () => workers.storage.call('effortReport', {}),
    'project.preferences': async () => {
      const { lookAlikes, labelThresholds, digitLabels, savedViews } = await workers.storage.call(
        'preferences',
        {},
      );
      return {
        lookAlikes: lookAlikes.map((group) => [...group]),
        labelThresholds: [...labelThresholds],
        digitLabels: [...digitLabels],
        savedViews: [...savedViews],
      };
    },
    'project.changePreferences': async (preferences) => {
      await workers.storage.call('changePreferences', { preferences });
      return {};
    },
    'project.rememberImage': async ({ imageId }) => {
      await workers.storage.call('rememberImage', { imageId });
      return {};
    },
  };
}
