import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EvaluationSet } from '#shared/evaluation/evaluationSet.ts';
import { readCocoRun } from '#shared/evaluation/readCocoRun.ts';
import { readCocoTruth } from '#shared/evaluation/readCocoTruth.ts';

/** What tidecv says at one IoU. */
export interface TideGolden {
  readonly ap: number;
  readonly main: Readonly<Record<string, number>>;
  readonly special: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number>>;
}

/** A case of `test/fixtures/evaluation`, made by its `make_golden.py`. */
export interface GoldenEvaluation {
  readonly set: EvaluationSet;
  readonly pycocotools: {
    readonly stats: readonly number[];
    readonly ap: readonly number[];
    readonly recall: readonly number[];
    readonly curve50: readonly number[];
    readonly curve75: readonly number[];
    readonly scores50: readonly number[];
  };
  readonly tidecv: Readonly<Record<string, TideGolden>> | null;
}

/** The cases by name. */
export const goldenNames = ['random', 'crowds', 'ties', 'real', 'noTruth', 'noDetections'] as const;

/** Reads one case. */
export function readGolden(name: (typeof goldenNames)[number]): GoldenEvaluation {
  const file = join(import.meta.dirname, '../fixtures/evaluation', `${name}.json`);
  const { truth, results, ...golden } = JSON.parse(readFileSync(file, 'utf8')) as {
    truth: unknown;
    results: unknown;
  } & Omit<GoldenEvaluation, 'set'>;
  const { set } = readCocoRun(
    { name: 'results', text: JSON.stringify(results) },
    readCocoTruth({ name: 'truth', text: JSON.stringify(truth) }),
  );
  return { ...golden, set };
}
