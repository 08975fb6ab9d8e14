import { AppError } from '#shared/base/errors.ts';
import type { Annotation } from '#shared/annotation/annotation.ts';
import {
  affectedIds,
  emptyDiff,
  invertDiff,
  isEmptyDiff,
  type DocumentDiff,
  type ImageDiff,
} from '#shared/annotation/diff.ts';
import { type ImageCorrection, spreadDiff } from '#shared/annotation/spreadCorrection.ts';
import type { HistoryEntry, StepKind } from '#shared/annotation/historyEntry.ts';
import type { SteppedHistory, StorageMethods, StoredProject } from '#shared/ipc/worker/storage.ts';
import type { MethodHandlers } from '../serve.ts';
import { openProject, type OpenOptions, type OpenProject } from './openProject.ts';
import { AnnotationWriter } from './repositories/annotations.ts';
import { DetectionWriter } from './repositories/detections.ts';
import { DismissalWriter } from './repositories/dismissals.ts';
import { EffortWriter } from './repositories/effort.ts';
import { HistoryWriter } from './repositories/history.ts';
import { ImageWriter } from './repositories/images.ts';
import { LabelWriter } from './repositories/labels.ts';
import { MetaWriter } from './repositories/meta.ts';
import { LabelTransfer } from './repositories/transfer.ts';
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
  readonly effort: EffortWriter;
  readonly dismissals: DismissalWriter;
  readonly transfer: LabelTransfer;
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
    effort: new EffortWriter(database),
    dismissals: new DismissalWriter(database),
    transfer: new LabelTransfer(database),
  };
}

/**
 * What becomes of symbols whose label is taken out of the set: they get another one, or go. One that came from the
 * detector stays as dismissed, or the raw detection below it would come up in its place.
 */
function withoutLabel(carried: readonly Annotation[], replacementId: number | null): DocumentDiff {
  const update = (annotation: Annotation): readonly [Annotation, Annotation] => [
    annotation,
    replacementId === null
      ? { ...annotation, state: 'dismissed' }
      : { ...annotation, labelId: replacementId },
  ];
  const isKept = ({ score, detectionId }: Annotation): boolean =>
    replacementId !== null || score !== null || detectionId !== null;
  return {
    added: [],
    removed: carried.filter((annotation) => !isKept(annotation)),
    updated: carried.filter(isKept).map(update),
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
    write(({ history, annotations, images, meta, transfer }) => {
      const isUndo = direction === 'undo';
      const { undo, redo } = history.state();
      const [next, last] = isUndo ? [undo, redo] : [redo, undo];
      const partsOf = (entry: HistoryEntry): readonly ImageDiff[] =>
        history
          .parts(entry)
          .map(({ imageId, diff }) => ({ imageId, diff: isUndo ? invertDiff(diff) : diff }));
      const answer = (entry: HistoryEntry, parts: readonly ImageDiff[]): SteppedHistory => {
        // Of several images the open one is shown, where it is among them.
        const open = meta.lastImageId();
        const shown = parts.find(({ imageId }) => imageId === open) ?? parts[0];
        const imageId = shown?.imageId ?? entry.imageId;
        return {
          entry: { ...entry, imageId, undone: isUndo },
          diff: shown?.diff ?? emptyDiff,
          revision: images.row(imageId).revision,
          history: history.state(),
          imageIds: parts.map((part) => part.imageId),
        };
      };
      // Done already: the answer was lost in a crash.
      if (sequence !== undefined && last?.sequence === sequence) return answer(last, partsOf(last));
      if (sequence !== undefined && next?.sequence !== sequence) throw staleStep(sequence);
      if (next === null) return null;
      const parts = partsOf(next);
      for (const { imageId, diff } of parts) {
        annotations.apply(imageId, diff);
        annotations.touchImage(imageId);
      }
      transfer.followStep(next.sequence, isUndo);
      transfer.followStates(next.sequence, isUndo);
      history.setUndone(next.sequence, isUndo);
      return answer(next, parts);
    });

  /** One step on many images, computed from what is stored. */
  const applyMany = (
    { annotations, history }: Session,
    kind: StepKind,
    parts: readonly ImageDiff[],
  ): readonly number[] => {
    const changing = parts.filter(({ diff }) => !isEmptyDiff(diff));
    for (const { imageId, diff } of changing) {
      annotations.apply(imageId, diff);
      annotations.touchImage(imageId);
    }
    history.recordMany(kind, changing);
    return changing.map(({ imageId }) => imageId);
  };

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
    addEffort: ({ imageId, ...spent }) => {
      write(({ effort }) => {
        effort.add(imageId, spent);
      });
    },
    effortReport: () => read(({ effort }) => effort.report()),
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
    boxesOf: ({ imageIds }) =>
      read(({ annotations, detections }) =>
        imageIds.map((imageId) => ({
          imageId,
          annotations: annotations.ofImage(imageId),
          detections: detections.ofImage(imageId),
        })),
      ),
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

    dismissals: ({ imageId }) => read(({ dismissals }) => dismissals.ofImage(imageId)),
    dismissCheck: ({ imageId, dismissal }) => {
      write(({ images, dismissals }) => {
        dismissals.add(images.row(imageId).id, dismissal);
      });
    },
    restoreChecks: ({ ids }) => {
      write(({ dismissals }) => {
        dismissals.remove(ids);
      });
    },

    listLabels: () => read(({ labels }) => labels.list()),
    addLabel: ({ name }) => write(({ labels }) => labels.add(name)),
    changeLabel: ({ labelId, name, color }) => {
      write(({ labels }) => {
        labels.change(labelId, { name, color });
      });
    },
    moveLabel: ({ labelId, toIndex }) => {
      write(({ labels }) => {
        labels.move(labelId, toIndex);
      });
    },
    retireLabel: ({ labelId, replacementId }) =>
      write((current) => {
        const { labels, annotations } = current;
        labels.get(labelId);
        if (replacementId !== null) labels.get(replacementId);
        const kind = replacementId === null ? 'deleteLabel' : 'mergeLabels';
        const parts = [...annotations.ofLabel(labelId)].map(([imageId, carried]) => ({
          imageId,
          diff: withoutLabel(carried, replacementId),
        }));
        const imageIds = applyMany(current, kind, parts);
        labels.setRetired(labelId, true);
        return { imageIds };
      }),

    spreadCorrections: ({ corrections }) =>
      write((current) => {
        const byImage = new Map<number, ImageCorrection[]>();
        for (const correction of corrections) {
          const others = byImage.get(correction.imageId);
          if (others === undefined) byImage.set(correction.imageId, [correction]);
          else others.push(correction);
        }
        const { images, annotations } = current;
        const parts = [...byImage].map(([imageId, own]) => ({
          imageId: images.row(imageId).id,
          diff: spreadDiff(imageId, annotations.ofImage(imageId), own),
        }));
        const boxCount = parts.reduce((sum, { diff }) => sum + affectedIds(diff).length, 0);
        return { imageIds: applyMany(current, 'spread', parts), boxCount };
      }),

    replaceDetections: ({ modelId, facts, images: detected }) =>
      write(({ labels, detections }) => {
        const names = detected.flatMap((image) => image.detections.map(({ labelName }) => labelName));
        const { ids, added } = labels.ensure(names);
        const run = facts === undefined ? null : detections.ensureRun(facts);
        for (const image of detected)
          detections.replace(image.imageId, modelId, image.detections, ids, { run, ms: image.ms ?? null });
        return { labelsAdded: added };
      }),
    detectionRuns: () => read(({ detections }) => detections.runsOfReviewed()),

    exportPage: ({ which, afterId, limit }) =>
      read(({ images, annotations }) =>
        images.page(which, afterId, limit).map((row) => ({
          image: imageOf(row),
          file: images.fileOf(row),
          annotations: annotations.ofImage(row.id).filter(({ state }) => state !== 'dismissed'),
        })),
      ),
    selectImages: ({ states, flagged }) => read(({ transfer }) => transfer.select(states, flagged)),
    exportImages: ({ imageIds, withDetections }) =>
      read(({ images, annotations, detections }) =>
        imageIds.map((imageId) => {
          const row = images.row(imageId);
          return {
            image: imageOf(row),
            file: images.fileOf(row),
            annotations: annotations.ofImage(imageId).filter(({ state }) => state !== 'dismissed'),
            detections: withDetections ? detections.ofImage(imageId) : [],
            revision: row.revision,
          };
        }),
      ),
    labelLock: () => read(({ meta }) => meta.labelLock()),
    keepLabelLock: ({ lock }) => {
      write(({ meta }) => {
        meta.setLabelLock(lock);
      });
    },
    importLabels: ({ labelNames, images: imported, markReviewed }) =>
      write(({ images, annotations, history, labels, transfer }) => {
        const { ids, added } = labels.ensure(labelNames);
        const parts: ImageDiff[] = [];
        for (const { imageId, baseRevision, removed, updated, drawn } of imported) {
          if (images.row(imageId).revision !== baseRevision) throw staleDocument(imageId);
          const diff: DocumentDiff = {
            removed,
            updated,
            added: drawn.map(({ labelName, ...annotation }) => ({
              ...annotation,
              imageId,
              labelId: ids.get(labelName) ?? 0,
              detectionId: null,
            })),
          };
          annotations.apply(imageId, diff);
          parts.push({ imageId, diff });
        }
        const withBoxes = parts.filter(
          ({ diff }, index) => !isEmptyDiff(diff) || (imported[index]?.detections.length ?? 0) > 0,
        );
        const own = new Set(withBoxes.map(({ imageId }) => imageId));
        const onlyMarked = markReviewed.filter(
          (imageId) => !own.has(imageId) && images.row(imageId).state !== 'reviewed',
        );
        const touched = [...withBoxes, ...onlyMarked.map((imageId) => ({ imageId, diff: emptyDiff }))];
        const former = new Map(touched.map(({ imageId }) => [imageId, images.row(imageId).state]));
        history.recordMany('importLabels', touched);
        for (const { imageId } of touched) annotations.touchImage(imageId);
        const sequence = history.nextUndo()?.sequence;
        let place = 0;
        for (const { imageId, detections } of imported) {
          if (detections.length === 0 || sequence === undefined) continue;
          transfer.addDetections(sequence, place, imageId, detections, ids);
          place += detections.length;
        }
        if (place > 0 && sequence !== undefined) transfer.followStep(sequence, false);
        images.setState(markReviewed, 'reviewed');
        if (touched.length > 0 && sequence !== undefined) transfer.keepStates(sequence, former);
        return { labelsAdded: added, imageIds: touched.map(({ imageId }) => imageId) };
      }),
  };
}
