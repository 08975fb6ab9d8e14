import { AppError } from '#shared/base/errors.ts';
import { CaseIndex } from '#shared/evaluation/caseIndex.ts';
import {
  costSteps,
  type EvaluateOptions,
  figureSteps,
  type JudgedEvaluation,
} from '#shared/evaluation/evaluateRun.ts';
import type { EvaluationSet } from '#shared/evaluation/evaluationSet.ts';
import { withoutOverlaps } from '#shared/evaluation/withoutOverlaps.ts';
import { reportFiles } from '#shared/evaluation/reportFiles.ts';
import { type ComparedRuns, compareSteps, readingSteps } from '#shared/evaluation/runComparison.ts';
import { type Steps, within } from '#shared/evaluation/steps.ts';
import type { EvaluationAnswer, EvaluationMethods } from '#shared/ipc/worker/evaluation.ts';
import type { MethodHandlers } from '../serve.ts';

/** Between two looks at what else is asked, at most. */
const sliceMs = 50;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Kept {
  readonly run: EvaluationSet;
  readonly options: EvaluateOptions;
  readonly judged: JudgedEvaluation;
  readonly compared: ComparedRuns | null;
  readonly index: CaseIndex;
}

function keep({ run, options, judged, compared }: Omit<Kept, 'index'>): Kept {
  const index = new CaseIndex(run, judged, options.images ?? [], compared?.second ?? null);
  return { run, options, judged, compared, index };
}

function answerOf({ judged, compared }: Kept): EvaluationAnswer {
  return { report: judged.report, comparison: compared?.comparison ?? null };
}

/** The methods of the evaluation process, with what it keeps between them. */
export function evaluationHandlers(): MethodHandlers<EvaluationMethods> {
  let kept: Kept | null = null;
  let share = 0;

  const last = (): Kept => {
    if (kept === null) throw new AppError('evaluation.none', 'Nothing has been evaluated yet.');
    return kept;
  };

  /** Takes the steps, and looks up between them: for a cancel, and for who asks how far it is. */
  const take = async <T>(steps: Steps<T>, signal: AbortSignal): Promise<T> => {
    for (let since = performance.now(); ;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      share = step.value;
      if (performance.now() - since < sliceMs) continue;
      await nextTurn();
      if (signal.aborted) throw new AppError('job.cancelled', 'Cancelled.');
      since = performance.now();
    }
  };

  return {
    evaluate: async ({ nms, run: raw, against: rawAgainst, options }, signal) => {
      share = 0;
      const { score = 0.5, labelScores = new Map<string, number>() } = options;
      const shownOf = (set: EvaluationSet): EvaluationSet =>
        nms === null ? set : withoutOverlaps(set, { nms, score, labelScores });
      const run = shownOf(raw);
      const against = rawAgainst === null ? null : shownOf(rawAgainst);
      const isAlone = against === null;
      const judged = await take(within(figureSteps(run, options), 0, isAlone ? 1 : 0.7), signal);
      const { iou } = judged.report.parameters;
      const compared = isAlone
        ? null
        : await take(
            within(compareSteps(run, against, { iou, score, labelScores, formulas: 0 }), 0.7, 1),
            signal,
          );
      kept = keep({ run, options, judged, compared });
      share = 1;
      return answerOf(kept);
    },
    judgeFormulas: async (_input, signal) => {
      share = 0;
      const before = last();
      const { run, options, compared: runs } = before;
      const judged = await take(
        within(costSteps(run, before.judged, options), 0, runs === null ? 1 : 0.8),
        signal,
      );
      const compared =
        runs === null ? null : await take(within(readingSteps(runs, options.formulas), 0.8, 1), signal);
      kept = keep({ run, options, judged, compared });
      share = 1;
      return answerOf(kept);
    },
    progress: () => share,
    cases: ({ query, offset, limit }) => last().index.find(query, offset, limit),
    casesAt: ({ ids }) => last().index.at(ids),
    files: ({ head, sheet }) => reportFiles(last().judged, head, sheet),
  };
}
