import type { ExportRequest, FormatSummary } from '#shared/ipc/contract/transfer.ts';

/** What stands in the form; texts of fields as they are typed. */
export interface ExportChoice {
  readonly format: string;
  readonly images: ExportRequest['images'];
  readonly frame: ExportRequest['frame'];
  readonly states: NonNullable<ExportRequest['filter']['states']>;
  readonly flag: 'any' | 'flagged' | 'unflagged';
  readonly labels: readonly string[];
  readonly isDivided: boolean;
  readonly ratios: { readonly train: number; readonly val: number; readonly test: number };
  readonly seed: number;
  readonly groupBy: NonNullable<ExportRequest['split']>['groupBy'];
  readonly onlySplit: ExportRequest['filter']['onlySplit'];
  readonly newLock: boolean;
}

/** The reviewed images, in one piece, as COCO. */
export const firstChoice: ExportChoice = {
  format: 'coco',
  images: 'copy',
  frame: 'upright',
  states: ['reviewed'],
  flag: 'any',
  labels: [],
  isDivided: false,
  ratios: { train: 80, val: 10, test: 10 },
  seed: 1,
  groupBy: 'writer',
  onlySplit: null,
  newLock: false,
};

/** How images go with a format: as chosen where it can, copied otherwise. */
export function imagesOf(choice: ExportChoice, formats: readonly FormatSummary[]): ExportRequest['images'] {
  const format = formats.find(({ id }) => id === choice.format);
  return format === undefined || format.imageModes.includes(choice.images) ? choice.images : 'copy';
}

/** The request of a choice; null while it asks for nothing that can be done. */
export function requestOf(choice: ExportChoice, formats: readonly FormatSummary[]): ExportRequest | null {
  const { train, val, test } = choice.ratios;
  if (choice.isDivided && !(train + val + test > 0)) return null;
  return {
    format: choice.format,
    filter: {
      states: choice.states.length === 0 ? null : [...choice.states],
      flagged: choice.flag === 'any' ? null : choice.flag === 'flagged',
      labels: choice.labels.length === 0 ? null : [...choice.labels],
      onlySplit: choice.isDivided ? choice.onlySplit : null,
    },
    split: choice.isDivided
      ? { ratios: { ...choice.ratios }, seed: choice.seed, groupBy: choice.groupBy }
      : null,
    images: imagesOf(choice, formats),
    frame: choice.frame,
    newLock: choice.newLock,
  };
}
