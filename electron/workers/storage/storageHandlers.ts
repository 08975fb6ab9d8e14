import { AppError } from '#shared/base/errors.ts';
import { invertDiff, isEmptyDiff } from '#shared/annotation/diff.ts';
import type { HistoryEntry } from '#shared/annotation/historyEntry.ts';
import type { SteppedHistory, StorageMethods, StoredProject } from '#shared/ipc/worker/storage.ts';
import type { MethodHandlers } from '../serve.ts';
import { openProject, type OpenOptions, type OpenProject } from './openProject.ts';
import { AnnotationWriter } from './repositories/annotations.ts';
import { DetectionWriter } from './repositories/detections.ts';
import { HistoryWriter } from './repositories/history.ts';
import { ImageWriter } from './repositories/images.ts';
import { LabelWriter } from './repositories/labels.ts';
import { MetaWriter } from './repositories/meta.ts';
import { imageOf } from './repositories/rows.ts';
import { explain, staleDocument, staleStep } from './storageErrors.ts';

interface Session {
  readonly project: OpenProject;
  readonly images: ImageWriter;
  readonly annotations: AnnotationWriter;
  readonly detections: DetectionWriter;
  readonly history: HistoryWriter;
  readonly labels: LabelWriter;
  readonly meta: MetaWriter;
}

function sessionOf(project: OpenProject): Session {
  const { database, path } = project;
  return {
    project,
    images: new ImageWriter(database, path),
    annotations: new AnnotationWriter(database),
    detections: new DetectionWriter(database),
    history: new HistoryWriter(database),
    labels: new LabelWriter(database),
    meta: new MetaWriter(database),
  };
}

/**
 * The storage methods over one open project at a time.
 *
 * @param openFile - how a project file is opened; tests put limits on it
 */
export function createStorageHandlers(
  openFile: (path: string, options: OpenOptions) => OpenProject = openProject,
): MethodHandlers<StorageMethods> {
  let session: Session | null = null;

  const open = (): Session => {
    if (session === null) throw new AppError('project.none', 'No project is open.');
    return session;
  };

  /** Reads: only the errors are explained. */
  const read = <T>(work: (session: Session) => T): T => {
    const current = open();
    try {
      return work(current);
    } catch (thrown) {
      throw explain(thrown, current.project.path);
    }
  };

  /** Writes: all or nothing, durable when it returns. */
  const write = <T>(work: (session: Session) => T): T =>
    read((current) => current.project.database.transaction(() => work(current)));

  const close = (): void => {
    const closing = session;
    session = null;
    closing?.project.close();
  };

  const info = ({ project, images, meta }: Session): StoredProject => {
    const { images: imageCount, reviewed } = images.counts();
    return {
      path: project.path,
      imageCount,
      reviewedCount: reviewed,
      lastImageId: meta.lastImageId(),
      recoveryNote: project.recoveryNote,
    };
  };

  /** Undo and redo are one thing seen from two sides. */
  const stepHistory = (direction: 'undo' | 'redo', sequence: number | undefined): SteppedHistory | null =>
    write(({ history, annotations, images }) => {
      const isUndo = direction === 'undo';
      const { undo, redo } = history.state();
      const [next, last] = isUndo ? [undo, redo] : [redo, undo];
      const answer = (entry: HistoryEntry, revision: number): SteppedHistory => ({
        entry: { ...entry, undone: isUndo },
        diff: isUndo ? invertDiff(history.diff(entry.sequence)) : history.diff(entry.sequence),
        revision,
        history: history.state(),
      });
      // Done already: the answer was lost in a crash.
      if (sequence !== undefined && last?.sequence === sequence) {
        return answer(last, images.row(last.imageId).revision);
      }
      if (sequence !== undefined && next?.sequence !== sequence) throw staleStep(sequence);
      if (next === null) return null;
      const { diff } = answer(next, 0);
      annotations.apply(next.imageId, diff);
      history.setUndone(next.sequence, isUndo);
      return answer(next, annotations.touchImage(next.imageId));
    });

  return {
    open: ({ path, create, seedLabels }) => {
      close();
      session = sessionOf(
        openFile(path, {
          create,
          seed: (database) => {
            new LabelWriter(database).ensure(seedLabels);
          },
        }),
      );
      return read(info);
    },
    close,
    info: () => read(info),
    rememberImage: ({ imageId }) => {
      write(({ images, meta }) => {
        meta.rememberImage(images.row(imageId).id);
      });
    },
    preferences: () => read(({ meta }) => meta.preferences()),
    changePreferences: ({ preferences }) => {
      write(({ meta }) => {
        meta.setPreferences(preferences);
      });
    },

    addImages: ({ images: added }) =>
      write(({ images, labels }) => added.map((image) => images.add(image, labels))),
    listImages: ({ query, offset, limit }) => read(({ images }) => images.list(query, offset, limit)),
    indexOfImage: ({ query, imageId }) => read(({ images }) => images.indexOf(query, imageId)),
    getImage: ({ imageId }) => read(({ images }) => images.get(imageId)),
    getImageFiles: ({ imageIds }) => read(({ images }) => images.files(imageIds)),
    findByHash: ({ sha256 }) => read(({ images }) => images.findByHash(sha256)),
    findByPaths: ({ absolutePaths }) => read(({ images }) => images.findByPaths(absolutePaths)),
    setImagePath: ({ imageId, absolutePath, sizeBytes, modifiedMs }) => {
      write(({ images }) => {
        images.setPath(imageId, absolutePath, sizeBytes, modifiedMs);
      });
    },
    setImageState: ({ imageIds, state }) => {
      write(({ images }) => {
        images.setState(imageIds, state);
      });
    },
    setImageFlagged: ({ imageIds, flagged }) => {
      write(({ images }) => {
        images.setFlagged(imageIds, flagged);
      });
    },
    removeImages: ({ imageIds }) => {
      write(({ images }) => {
        images.remove(imageIds);
      });
    },
    imageIds: ({ which, modelId }) => read(({ images }) => images.ids(which, modelId)),

    loadDocument: ({ imageId }) =>
      read(({ images, annotations, detections }) => ({
        image: images.get(imageId),
        annotations: annotations.ofImage(imageId),
        detections: detections.ofImage(imageId),
        revision: images.row(imageId).revision,
      })),
    applyDiff: ({ imageId, kind, diff, baseRevision }) =>
      write(({ images, annotations, history }) => {
        const { revision } = images.row(imageId);
        // Written already: the answer was lost in a crash.
        if (revision === baseRevision + 1 && history.isLast(imageId, kind, diff)) {
          return { revision, history: history.state() };
        }
        if (revision !== baseRevision) throw staleDocument(imageId);
        if (isEmptyDiff(diff)) return { revision, history: history.state() };
        annotations.apply(imageId, diff);
        history.record(imageId, kind, diff);
        return { revision: annotations.touchImage(imageId), history: history.state() };
      }),
    historyState: () => read(({ history }) => history.state()),
    undo: ({ sequence }) => stepHistory('undo', sequence),
    redo: ({ sequence }) => stepHistory('redo', sequence),
    listHistory: ({ limit }) => read(({ history }) => history.list(limit)),

    listLabels: () => read(({ labels }) => labels.list()),
    addLabel: ({ name }) => write(({ labels }) => labels.add(name)),

    replaceDetections: ({ modelId, images: detected }) =>
      write(({ labels, detections }) => {
        const names = detected.flatMap((image) => image.detections.map(({ labelName }) => labelName));
        const { ids, added } = labels.ensure(names);
        for (const image of detected) detections.replace(image.imageId, modelId, image.detections, ids);
        return { labelsAdded: added };
      }),

    exportPage: ({ which, afterId, limit }) =>
      read(({ images, annotations }) =>
        images.page(which, afterId, limit).map((row) => ({
          image: imageOf(row),
          file: images.fileOf(row),
          annotations: annotations.ofImage(row.id).filter(({ state }) => state !== 'dismissed'),
        })),
      ),
  };
}
