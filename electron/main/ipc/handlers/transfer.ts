import { basename, dirname, join } from 'node:path';
import { dialog, shell } from 'electron';
import { AppError } from '#shared/base/errors.ts';
import type { Handlers } from '#shared/ipc/contract/contract.ts';
import type {
  ExportReceiptAnswer,
  ExportRequest,
  ImportReportAnswer,
} from '#shared/ipc/contract/transfer.ts';
import { heldBy } from '#shared/formats/label/labelFormat.ts';
import { labelFormats } from '#shared/formats/label/registry.ts';
import { exportLabels, previewExport } from '#electron/services/labels/exportLabels.ts';
import type { ExportOptions } from '#electron/services/labels/exportOptions.ts';
import { importLabels } from '#electron/services/labels/importLabels.ts';
import type { ExportReceipt } from '#electron/services/labels/receipt.ts';
import { projectExtension } from '#electron/services/projectService.ts';
import type { AppServices } from '../../services/appServices.ts';

type TransferHandlers = Pick<Handlers, Extract<keyof Handlers, `export.${string}` | `import.${string}`>>;

/** Receipts and reports that are kept for the window to ask for. */
const keptAnswers = 20;

class RecentAnswers<T> {
  readonly #answers = new Map<string, T>();

  keep(jobId: string, answer: T): void {
    this.#answers.set(jobId, answer);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= keptAnswers) break;
      this.#answers.delete(oldest);
    }
  }

  get(jobId: string): T | null {
    return this.#answers.get(jobId) ?? null;
  }
}

const optionsOf = (request: ExportRequest): ExportOptions => ({ ...request, lock: null });

const lossOf = ({ kind, count, names, refused }: ExportReceipt['losses'][number]) => ({
  kind,
  count,
  names: [...names],
  refused,
});

function answerOf(receipt: ExportReceipt): ExportReceiptAnswer {
  const { format, images, boxes, dropped, largestErrorPx, labels, splits, imageFiles, losses, files } =
    receipt;
  return {
    format,
    images,
    boxes,
    dropped,
    largestErrorPx,
    labels: labels.map((label) => ({ ...label })),
    splits: { ...splits },
    imageFiles: { ...imageFiles },
    losses: losses.map(lossOf),
    files: files.length,
  };
}

/** Problems that the window is shown; the count says how many there are. */
const shownProblems = 200;

export function transferHandlers(services: AppServices): TransferHandlers {
  const { workers, projects, jobs, grants, emit } = services;
  const receipts = new RecentAnswers<ExportReceiptAnswer>();
  const reports = new RecentAnswers<ImportReportAnswer>();
  return {
    'export.formats': () =>
      Promise.resolve(
        labelFormats.map(({ id, displayName, capabilities, ...format }) => ({
          id,
          name: displayName,
          writes: format.write !== null,
          reads: format.read !== null,
          imageModes: [...capabilities.imageModes],
          holds: [...heldBy(capabilities)],
        })),
      ),
    'export.preview': async (request) => {
      if (!projects.isOpen) throw new AppError('project.none', 'No project is open.');
      const preview = await previewExport(workers, optionsOf(request), new AbortController().signal);
      const { images, boxes, detections } = preview.facts;
      return {
        images,
        boxes,
        detections,
        losses: preview.losses.map(lossOf),
        splits: { ...preview.splits },
        differences: preview.differences.map((difference) => ({ ...difference })),
      };
    },
    'export.run': async (request) => {
      const projectPath = projects.path;
      const name = `${basename(projectPath, projectExtension)}-${request.format}`;
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: join(dirname(projectPath), name),
      });
      if (canceled || filePath === '') return null;
      const started = jobs.start('export', async (reporter) => {
        const receipt = await exportLabels(workers, projectPath, optionsOf(request), filePath, reporter);
        receipts.keep(started.jobId, answerOf(receipt));
      });
      return { jobId: started.jobId };
    },
    'export.receipt': ({ jobId }) => Promise.resolve(receipts.get(jobId)),
    'export.reveal': ({ jobId }) => {
      const path = jobs.resultPath(jobId);
      if (path === null) throw new AppError('job.unknown', 'This export is no longer known.');
      shell.showItemInFolder(path);
      return Promise.resolve({});
    },
    'import.pick': async ({ what }) => {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
        filters:
          what === 'folder'
            ? []
            : [
                { name: 'Labels', extensions: ['json', 'jsonl', 'csv', 'xml', 'lg', 'inkml', 'txt', 'yaml'] },
                { name: '*', extensions: ['*'] },
              ],
      });
      const [first] = filePaths;
      if (canceled || first === undefined) return null;
      return { grantId: grants.give(filePaths), name: basename(first), files: filePaths.length };
    },
    'import.labels': ({ grantId, format, conflicts, frame, mapping, dryRun }) => {
      if (!projects.isOpen) throw new AppError('project.none', 'Open or make a project first.');
      const paths = dryRun ? grants.look(grantId) : grants.take(grantId);
      const started = jobs.start('importLabels', async (reporter) => {
        const options = {
          format,
          paths,
          imageFolder: null,
          conflicts,
          frame,
          mapping: new Map(mapping.map(({ from, to }) => [from, to])),
          dryRun,
        };
        try {
          const report = await importLabels(workers, options, reporter, (imageIds) => {
            emit('annotations.changed', { imageIds });
          });
          reports.keep(started.jobId, {
            ...report,
            labels: report.labels.map((label) => ({ ...label })),
            problems: report.problems.slice(0, shownProblems).map((problem) => ({ ...problem })),
          });
        } finally {
          if (!dryRun) {
            emit('labels.changed', {});
            emit('images.changed', { imageIds: null });
          }
        }
      });
      return Promise.resolve({ jobId: started.jobId });
    },
    'import.report': ({ jobId }) => Promise.resolve(reports.get(jobId)),
  };
}
