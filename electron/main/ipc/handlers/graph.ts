import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { app, dialog } from 'electron';
import { AppError } from '#shared/base/errors.ts';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type { GraphSample } from '#shared/graphView/graphSamples.ts';
import type { AppServices } from '../../services/appServices.ts';

type GraphHandlers = Pick<Handlers, Extract<keyof Handlers, `graph.${string}`>>;

/** Extensions that the dialog offers first; all others may be chosen too, since the content decides. */
const modelExtensions = [
  'onnx',
  'onnxtxt',
  'tflite',
  'pb',
  'pbtxt',
  'json',
  'prototxt',
  'bin',
  'ort',
  'lite',
];

const sampleFiles: Readonly<Record<GraphSample, string>> = {
  tensorflow: join('tensorflowHead', 'saved_model.pb'),
  tflite: 'tensorflowHead.tflite',
  caffe2: 'caffe2Head.pb',
};

/** Asks where to write, and writes; null when cancelled. */
async function save(
  suggested: string,
  extension: string,
  content: () => Promise<Uint8Array | string>,
): Promise<{ readonly path: string } | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), suggested),
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  });
  if (canceled || filePath === '') return null;
  const bytes = await content();
  try {
    await writeFile(filePath, bytes);
  } catch (cause) {
    throw new AppError('file.notWritable', `“${filePath}” cannot be written.`, { file: filePath }, { cause });
  }
  return { path: filePath };
}

/** A name that every file system takes. */
function fileNameOf(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').slice(-80);
  return plain === '' ? 'constant' : plain;
}

export function graphHandlers({
  graphs,
  graphWorker,
  grants,
  models,
  paths,
  workers,
}: AppServices): GraphHandlers {
  const nameOf = (handle: string): string => basename(graphs.pathOf(handle));
  return {
    'graph.pick': async ({ what }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        properties: [what === 'folder' ? 'openDirectory' : 'openFile'],
        filters:
          what === 'folder'
            ? []
            : [
                { name: 'Models', extensions: modelExtensions },
                { name: '*', extensions: ['*'] },
              ],
      });
      const [path] = filePaths;
      return canceled || path === undefined ? null : graphs.open(path);
    },
    'graph.openGranted': ({ grantId }) => {
      const [path] = grants.take(grantId);
      if (path === undefined) throw new AppError('ipc.unknownGrant', 'Nothing was dropped.');
      return Promise.resolve(graphs.open(path));
    },
    'graph.openModel': async ({ modelId }) => graphs.open((await models.get(modelId)).modelPath),
    'graph.openSample': ({ sample }) =>
      Promise.resolve(graphs.open(join(paths.samples, 'graphs', sampleFiles[sample]))),
    'graph.listRecent': () => graphs.listRecent(),
    'graph.openRecent': ({ id }) => graphs.openRecent(id),
    'graph.read': async ({ handle, limit }) => {
      const read = await graphWorker.call('read', { path: graphs.pathOf(handle), limit });
      graphs.remember(handle);
      return read;
    },
    'graph.cancel': () => {
      graphWorker.cancel();
      return Promise.resolve({});
    },
    'graph.scene': ({ handle, ...input }) =>
      graphWorker.call('scene', { path: graphs.pathOf(handle), ...input }),
    'graph.allGroups': async ({ handle, graph }) => [
      ...(await graphWorker.call('allGroups', { path: graphs.pathOf(handle), graph })),
    ],
    'graph.node': ({ handle, ...input }) =>
      graphWorker.call('node', { path: graphs.pathOf(handle), ...input }),
    'graph.locate': ({ handle, ...input }) =>
      graphWorker.call('locate', { path: graphs.pathOf(handle), ...input }),
    'graph.table': ({ handle, ...input }) =>
      graphWorker.call('table', { path: graphs.pathOf(handle), ...input }),
    'graph.rowOf': async ({ handle, ...input }) => ({
      index: await graphWorker.call('rowOf', { path: graphs.pathOf(handle), ...input }),
    }),
    'graph.trace': ({ handle, ...input }) =>
      graphWorker.call('trace', { path: graphs.pathOf(handle), ...input }),
    'graph.shortestPath': ({ handle, ...input }) =>
      graphWorker.call('shortestPath', { path: graphs.pathOf(handle), ...input }),
    'graph.constantStatistics': ({ handle, constant }) =>
      graphWorker.call('constantStatistics', { path: graphs.pathOf(handle), constant }),
    'graph.constantValues': ({ handle, ...input }) =>
      graphWorker.call('constantValues', { path: graphs.pathOf(handle), ...input }),
    'graph.saveConstant': ({ handle, constant, name }) =>
      save(`${fileNameOf(name)}.npy`, 'npy', () =>
        graphWorker.call('constantNpy', { path: graphs.pathOf(handle), constant }),
      ),
    'graph.diagnose': ({ handle, runtimes }) =>
      graphWorker.call('diagnose', { path: graphs.pathOf(handle), runtimes }),
    'graph.explainError': ({ handle, said }) =>
      graphWorker.call('explainError', { path: graphs.pathOf(handle), said }),
    'graph.askRuntime': async ({ handle }) => {
      const path = graphs.pathOf(handle);
      const nodeModels = await graphWorker.call('nodeModels', { path });
      const bytes = await graphWorker.call('onnxBytes', { path });
      const whole =
        bytes === null
          ? await workers.inference.call('tryFile', { path })
          : ((await workers.inference.call('tryModels', { models: [bytes] }))[0] ?? null);
      const answers = await workers.inference.call('tryModels', {
        models: nodeModels.map(({ bytes }) => bytes),
      });
      return graphWorker.call('takeAnswer', {
        path,
        whole,
        nodes: nodeModels.map(({ key }, index) => ({ key, error: answers[index] ?? null })),
      });
    },
    'graph.saveReport': ({ handle, runtimes, form }) => {
      const extension = form === 'json' ? 'json' : 'md';
      return save(`${nameOf(handle)}-report.${extension}`, extension, () =>
        graphWorker.call('report', { path: graphs.pathOf(handle), runtimes, form }),
      );
    },
    'graph.savePicture': ({ handle, form, bytes }) =>
      save(`${nameOf(handle)}.${form}`, form, () => Promise.resolve(bytes)),
  };
}
