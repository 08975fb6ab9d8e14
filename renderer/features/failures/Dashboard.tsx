import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatPercent, formatScore } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { survivalKinds } from '#shared/evaluation/caseTerms.ts';
import { changeKinds } from '#shared/evaluation/compareRuns.ts';
import type { EvaluationReport, PartReport } from '#shared/evaluation/report.ts';
import { pointAtStep, scoreSteps, sumScoreCounts } from '#shared/evaluation/scoreCounts.ts';
import { tideErrors } from '#shared/evaluation/tide.ts';
import type { ShownEvaluation, WindowCaseQuery } from '#shared/ipc/contract/evaluation.ts';
import { type BarRow, BarRows } from './BarRows.tsx';
import { Chart } from './Chart.tsx';
import { ConfusionMap } from './ConfusionMap.tsx';
import classes from './Dashboard.module.css';
import { FormulaChanges } from './FormulaChanges.tsx';
import { Headline } from './Headline.tsx';
import { LineChart } from './LineChart.tsx';
import { ThresholdLab } from './ThresholdLab.tsx';

const errors: Pick<WindowCaseQuery, 'kinds'> = { kinds: ['confused', 'spurious', 'missed'] };

const cocoSizes = ['small', 'medium', 'large'] as const;

function cocoSize(name: string): (typeof cocoSizes)[number] {
  return cocoSizes.find((size) => size === name) ?? 'small';
}

/** The highest hundredth of a score from which on so much of the truth is found, over all labels; 0 where none does. */
function scoreOfRecall({ labels, truths }: EvaluationReport, recall: number): number {
  const all = sumScoreCounts(labels.map(({ byScore }) => byScore));
  for (let step = scoreSteps; step > 0; step -= 1)
    if ((pointAtStep(all, truths, step).recall ?? 0) >= recall) return step / scoreSteps;
  return 0;
}

/** Every chart of an evaluation. A mark that is clicked fills the gallery with its cases. */
export function Dashboard({ shown }: { readonly shown: ShownEvaluation }) {
  const { t, i18n } = useTranslation();
  const { failures } = useWorkbench();
  const isRunning = useStore(failures, (state) => state.isRunning);
  const { report, comparison } = shown;
  const share = (value: number | null): string =>
    value === null ? '–' : formatPercent(value, i18n.language);
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const look = (query: Partial<WindowCaseQuery>, sort: WindowCaseQuery['sort'] = 'cost'): void => {
    void failures.look({ ...query, sort, descending: true });
  };
  const { tide, confusion, calibration, layout } = report;
  const mostCost = Math.max(1e-9, ...tideErrors.map((type) => tide.cost[type]));
  const mostPairs = Math.max(1, ...confusion.pairs.map(({ count }) => count));
  const mostChanges =
    comparison === null ? 1 : Math.max(1, ...changeKinds.map((kind) => comparison.counts[kind]));
  const mostSurvivals =
    comparison === null ? 1 : Math.max(1, ...survivalKinds.map((kind) => comparison.detections.counts[kind]));
  const apRow = (
    { name, ap }: Pick<PartReport, 'name' | 'ap'>,
    count: number,
    query: Partial<WindowCaseQuery>,
  ): BarRow => ({
    key: name,
    name,
    share: ap.value,
    range: ap.low === null || ap.high === null ? undefined : [ap.low, ap.high],
    value: share(ap.value),
    note: number(count),
    onPick: () => {
      look({ ...errors, ...query });
    },
  });
  const labels = report.labels
    .filter(({ ap }) => ap !== null)
    .sort((a, b) => (a.ap ?? 0) - (b.ap ?? 0))
    .slice(0, 60);
  const pairs = [...confusion.pairs]
    .sort((a, b) => Number(b.isLookAlike) - Number(a.isLookAlike) || b.count - a.count)
    .slice(0, 40);
  return (
    <div className={classes['dashboard']}>
      <Headline shown={shown} onPick={look} />
      <div className={classes['charts']}>
        {comparison !== null && (
          <Chart title={t('failures.charts.changes')} hint={t('failures.hints.changes', comparison.formulas)}>
            <BarRows
              rows={changeKinds.map((kind) => ({
                key: kind,
                name: t(`failures.changes.${kind}`),
                share: comparison.counts[kind] / mostChanges,
                value: number(comparison.counts[kind]),
                isBad: kind === 'broken',
                onPick: () => {
                  look({ changes: [kind] }, 'score');
                },
              }))}
            />
          </Chart>
        )}
        {comparison !== null && (
          <Chart
            title={t('failures.charts.survival')}
            hint={t('failures.hints.survival', {
              score: comparison.detections.largestScoreDelta.toFixed(3),
              px: comparison.detections.largestEdgeDelta.toFixed(1),
            })}
          >
            <BarRows
              rows={survivalKinds.map((kind) => ({
                key: kind,
                name: t(`failures.survivals.${kind}`),
                share: comparison.detections.counts[kind] / mostSurvivals,
                value: number(comparison.detections.counts[kind]),
                isBad: kind === 'lost',
                onPick: () => {
                  look({ survivals: [kind] }, 'score');
                },
              }))}
            />
          </Chart>
        )}
        {comparison !== null && (
          <Chart
            title={t('failures.charts.formulaChanges')}
            hint={
              isRunning && comparison.formulas.compared === 0
                ? t('failures.hints.formulasRunning')
                : t('failures.hints.formulaChanges', {
                    count: shown.formulaChanges.length,
                    of: comparison.formulas.compared,
                  })
            }
            isWide
          >
            {comparison.formulas.compared > 0 && <FormulaChanges changes={shown.formulaChanges} />}
          </Chart>
        )}
        <Chart
          title={t('failures.charts.cost')}
          hint={t(isRunning && layout === null ? 'failures.hints.formulasRunning' : 'failures.hints.cost')}
        >
          <BarRows
            rows={[
              {
                key: 'right',
                name: t('failures.formulaRight'),
                share: layout === null || layout.formulas === 0 ? null : layout.right / layout.formulas,
                value: share(
                  layout === null || layout.formulas === 0 ? null : layout.right / layout.formulas,
                ),
                onPick: () => {
                  look({ ...errors, formula: 'wrong' });
                },
              },
              {
                key: 'relations',
                name: t('failures.relations'),
                share: layout?.relations.f1 ?? null,
                value: share(layout?.relations.f1 ?? null),
                onPick: () => {
                  look({ ...errors, cost: 'breaks' });
                },
              },
              ...(['mends', 'breaks'] as const).map((cost): BarRow => {
                const count = cost === 'mends' ? (layout?.mendingErrors ?? 0) : (layout?.breakingErrors ?? 0);
                const all = report.symbols.confused + report.symbols.spurious + report.symbols.missed;
                return {
                  key: cost,
                  name: t(`failures.costBars.${cost}`),
                  share: all === 0 ? null : count / all,
                  value: number(count),
                  isBad: true,
                  onPick: () => {
                    look({ ...errors, cost });
                  },
                };
              }),
            ]}
          />
        </Chart>
        <Chart title={t('failures.charts.tide')} hint={t('failures.hints.tide', { ap: tide.ap.toFixed(1) })}>
          <BarRows
            rows={tideErrors.map((type) => ({
              key: type,
              name: t(`failures.tide.${type}`),
              share: tide.cost[type] / mostCost,
              value: tide.cost[type].toFixed(2),
              note: number(report.countedTide[type]),
              isBad: true,
              onPick: () => {
                look({ ...errors, tides: [type] });
              },
            }))}
          />
        </Chart>
        <Chart
          title={t('failures.charts.lab')}
          hint={
            report.bestThreshold === null
              ? t('failures.hints.noBest')
              : t('failures.hints.best', {
                  f1: share(report.bestThreshold.f1),
                  score: formatScore(report.bestThreshold.score, i18n.language),
                })
          }
          isWide
        >
          <ThresholdLab
            report={report}
            onLook={(query) => {
              look(query, 'score');
            }}
          />
        </Chart>
        <Chart title={t('failures.charts.confusion')} hint={t('failures.hints.confusion')} isWide>
          <div className={classes['confusions']}>
            <ConfusionMap
              confusion={confusion}
              onPick={(truth, read) => {
                look({ truth, read }, 'score');
              }}
            />
            <BarRows
              rows={pairs.map(({ truth, read, count, isLookAlike }) => ({
                key: `${truth} ${read}`,
                name: t('failures.pair', { truth, read }),
                isCode: true,
                share: count / mostPairs,
                value: number(count),
                note: isLookAlike ? t('failures.lookAlike') : '',
                isBad: true,
                onPick: () => {
                  look({ truth, read }, 'score');
                },
              }))}
            />
          </div>
        </Chart>
        <Chart title={t('failures.charts.curves')} hint={t('failures.hints.curves')}>
          <LineChart
            label={t('failures.charts.curves')}
            xName={t('failures.figures.recall')}
            yName={t('failures.figures.precision')}
            lines={report.curves.map(({ iou, precision }) => ({
              key: String(iou),
              name: `IoU ${iou.toFixed(2)}`,
              points: precision.map((value, r) => [r / (precision.length - 1), value] as const),
            }))}
            onPick={({ x }) => {
              const score = scoreOfRecall(report, x);
              look({ kinds: ['confused', 'spurious'], score: { from: score }, counted: 'any' }, 'score');
            }}
          />
        </Chart>
        <Chart title={t('failures.charts.labels')} hint={t('failures.hints.labels')}>
          <BarRows
            rows={labels.map(({ name, ap, truths }) => ({
              key: name,
              name,
              isCode: true,
              share: ap,
              value: share(ap),
              note: number(truths),
              onPick: () => {
                look({ ...errors, labels: [name] });
              },
            }))}
          />
        </Chart>
        <Chart
          title={t('failures.charts.calibration')}
          hint={t('failures.hints.calibration', { ece: (calibration.ece ?? 0).toFixed(3) })}
        >
          <BarRows
            rows={calibration.bins.map(({ from, to, count, precision }) => ({
              key: String(from),
              name: `${from.toFixed(1)}–${to.toFixed(1)}`,
              share: precision,
              value: share(precision),
              note: number(count),
              onPick: () => {
                look({ score: { from, to, isBelow: true }, counted: 'any' }, 'score');
              },
            }))}
          />
        </Chart>
        <Chart title={t('failures.charts.sizes')} hint={t('failures.hints.sizes')}>
          <BarRows
            rows={report.sizes.map((size) =>
              apRow(
                size.isCoco ? { ...size, name: t(`failures.cocoSizes.${cocoSize(size.name)}`) } : size,
                size.truths,
                { size: size.side },
              ),
            )}
          />
        </Chart>
        {report.sources.length > 0 && (
          <Chart title={t('failures.charts.sources')} hint={t('failures.hints.sources')}>
            <BarRows
              rows={report.sources.map((part) => apRow(part, part.images, { sources: [part.name] }))}
            />
          </Chart>
        )}
        {report.writers.length > 0 && (
          <Chart title={t('failures.charts.writers')} hint={t('failures.hints.writers')}>
            <BarRows
              rows={report.writers.map((part) => apRow(part, part.images, { writers: [part.name] }))}
            />
          </Chart>
        )}
      </div>
    </div>
  );
}
