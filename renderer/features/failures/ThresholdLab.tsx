import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { ThresholdSlider } from '#renderer/features/annotate/toolbar/ThresholdSlider.tsx';
import { formatPercent, formatScore } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { ratesOf } from '#shared/evaluation/counts.ts';
import type { EvaluationReport } from '#shared/evaluation/report.ts';
import { bestStep, pointAtStep, scoreSteps, sumScoreCounts } from '#shared/evaluation/scoreCounts.ts';
import type { WindowCaseQuery } from '#shared/ipc/contract/evaluation.ts';
import { BarRows } from './BarRows.tsx';
import { LineChart } from './LineChart.tsx';
import classes from './ThresholdLab.module.css';

/** With fewer truths the best score is that of a few symbols, not of the label. */
const leastTruths = 10;

/** Detections are stored from this score on, in hundredths. */
const leastStep = 5;

const toStep = (score: number): number =>
  Math.max(leastStep, Math.min(scoreSteps, Math.round(score * scoreSteps)));

export interface ThresholdLabProps {
  readonly report: EvaluationReport;
  readonly onLook: (query: Partial<WindowCaseQuery>) => void;
}

/** Tries scores out, for all labels or for each, by what they would make right and wrong, and takes them into the project. */
export function ThresholdLab({ report, onLook }: ThresholdLabProps) {
  const { t, i18n } = useTranslation();
  const { failures, labels: labelStore, preferences, settings } = useWorkbench();
  const known = useStore(labelStore, (state) => state.labels);
  const taken = useStore(preferences, (state) => state.labelThresholds);
  const isRunning = useStore(failures, (state) => state.isRunning);
  const nameOf = new Map(known.map(({ id, name }) => [id, name]));
  const takenSteps = new Map(taken.map(({ labelId, score }) => [nameOf.get(labelId) ?? '', toStep(score)]));
  const [base, setBase] = useState(() => toStep(report.parameters.score));
  /** Labels with a score of their own, in hundredths. */
  const [own, setOwn] = useState<ReadonlyMap<string, number>>(takenSteps);
  const [chosen, setChosen] = useState('');
  const share = (value: number | null): string =>
    value === null ? '–' : formatPercent(value, i18n.language);

  const label = report.labels.find(({ name }) => name === chosen) ?? null;
  const counts = label?.byScore ?? sumScoreCounts(report.labels.map(({ byScore }) => byScore));
  const truths = label?.truths ?? report.truths;
  const step = label === null ? base : (own.get(label.name) ?? base);
  const curve = Array.from({ length: scoreSteps + 1 - leastStep }, (_, i) =>
    pointAtStep(counts, truths, i + leastStep),
  );
  const drawn = curve.filter(({ precision, recall }) => precision !== null && recall !== null);
  const together = { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
  for (const { name, byScore, truths: all } of report.labels) {
    const point = pointAtStep(byScore, all, own.get(name) ?? base);
    together.truePositives += point.truePositives;
    together.falsePositives += point.falsePositives;
    together.falseNegatives += point.falseNegatives;
  }
  const shown = label === null ? { ...together, ...ratesOf(together) } : pointAtStep(counts, truths, step);

  const setStep = (next: number): void => {
    if (label === null) setBase(next);
    else setOwn(new Map(own).set(label.name, next));
  };
  const bestOf = report.labels
    .filter((each) => each.truths > 0)
    .map((each) => {
      const best = bestStep(each.byScore, each.truths, leastStep);
      return { ...each, best: best === null ? null : pointAtStep(each.byScore, each.truths, best) };
    })
    .sort((a, b) => (a.best?.f1 ?? 0) - (b.best?.f1 ?? 0));
  const best = bestStep(counts, truths, leastStep);
  const takeBest = (): void => {
    setOwn(
      new Map(
        bestOf.flatMap(({ name, truths: all, best: point }) =>
          point === null || all < leastTruths ? [] : [[name, toStep(point.score)] as const],
        ),
      ),
    );
  };
  const isTaken =
    base === toStep(report.parameters.score) &&
    own.size === takenSteps.size &&
    [...own].every(([name, at]) => takenSteps.get(name) === at);
  const take = async (): Promise<void> => {
    const idOf = new Map(known.map(({ id, name }) => [name, id]));
    settings.change({ scoreThreshold: base / scoreSteps });
    await preferences.change({
      labelThresholds: [...own].flatMap(([name, at]) => {
        const labelId = idOf.get(name);
        return labelId === undefined ? [] : [{ labelId, score: at / scoreSteps }];
      }),
    });
    await failures.evaluate();
  };

  /** Opens the cases that are counted at a score. With scores of labels, only what is in use can be asked for. */
  const look = (kind: 'right' | 'false' | 'missed', at: number): void => {
    const isInUse = label === null && own.size > 0;
    const score = isInUse ? {} : { score: { from: at / scoreSteps }, counted: 'any' as const };
    if (kind === 'right')
      onLook({ kinds: ['correct'], ...score, ...(label === null ? {} : { truth: label.name }) });
    else if (kind === 'false')
      onLook({ kinds: ['confused', 'spurious'], ...score, ...(label === null ? {} : { read: label.name }) });
    else if (isInUse) onLook({ kinds: ['confused', 'missed'] });
    else onLook({ missedAt: at / scoreSteps, ...(label === null ? {} : { truth: label.name }) });
  };
  const canLook = label !== null || own.size === 0 || isTaken;
  const doors = [
    ['right', shown.truePositives],
    ['false', shown.falsePositives],
    ['missed', shown.falseNegatives],
  ] as const;
  return (
    <div className={classes['lab']}>
      <LineChart
        label={t('failures.lab.curve')}
        xName={t('failures.figures.recall')}
        yName={t('failures.figures.precision')}
        lines={[
          {
            key: 'curve',
            name: chosen === '' ? t('failures.lab.allLabels') : chosen,
            points: drawn.map(({ recall, precision }) => [recall ?? 0, precision ?? 0] as const),
          },
        ]}
        dot={shown.recall === null || shown.precision === null ? null : [shown.recall, shown.precision]}
        onPick={({ place }) => {
          setStep(toStep(drawn[place]?.score ?? 0));
        }}
      />
      <LineChart
        label={t('failures.charts.thresholds')}
        xName={t('failures.leastScore')}
        yName=""
        mark={step / scoreSteps}
        lines={(['f1', 'precision', 'recall'] as const).map((key) => ({
          key,
          name: t(`failures.figures.${key}`),
          points: curve.map((point) => [point.score, point[key] ?? 0] as const),
        }))}
        onPick={({ key, x }) => {
          setStep(toStep(x));
          if (label !== null || own.size === 0)
            look(key === 'precision' ? 'false' : key === 'recall' ? 'missed' : 'right', toStep(x));
        }}
      />
      <div className={classes['controls']}>
        <NativeSelect
          size="xs"
          aria-label={t('failures.lab.label')}
          value={chosen}
          data={[
            { value: '', label: t('failures.lab.allLabels') },
            ...report.labels
              .filter((each) => each.truths > 0 || each.detections > 0)
              .map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            setChosen(value);
          }}
        />
        <div>
          <ThresholdSlider
            label={t('failures.leastScore')}
            hint={t('failures.lab.sliderHint')}
            value={step / scoreSteps}
            onChange={(score) => {
              setStep(toStep(score));
            }}
          />
        </div>
        <div className={classes['doors']}>
          {doors.map(([kind, count]) => (
            <Button
              key={kind}
              size="compact-sm"
              variant="default"
              disabled={!canLook}
              title={canLook ? undefined : t('failures.lab.takeFirst')}
              onClick={() => {
                look(kind, step);
              }}
            >
              {t(`failures.lab.${kind}`, { count })}
            </Button>
          ))}
        </div>
        <dl className={classes['rates']}>
          {(['precision', 'recall', 'f1'] as const).map((key) => (
            <div key={key}>
              <dt>{t(`failures.figures.${key}`)}</dt>
              <dd>{share(shown[key])}</dd>
            </div>
          ))}
        </dl>
        <div className={classes['actions']}>
          <Button
            size="compact-xs"
            variant="default"
            disabled={best === null}
            onClick={() => {
              setStep(best ?? step);
            }}
          >
            {t('failures.lab.best')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            title={t('failures.takeThresholdsHint', { count: leastTruths })}
            onClick={takeBest}
          >
            {t('failures.takeThresholds')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            disabled={own.size === 0}
            onClick={() => {
              setOwn(new Map());
            }}
          >
            {t('failures.dropThresholds')}
          </Button>
          <Button size="compact-xs" disabled={isTaken} loading={isRunning} onClick={() => void take()}>
            {t('failures.lab.take')}
          </Button>
        </div>
      </div>
      <div className={classes['labels']}>
        <h3>{t('failures.lab.bestOfLabels')}</h3>
        <BarRows
          rows={bestOf.map(({ name, best: point }) => ({
            key: name,
            name,
            isCode: true,
            share: point?.f1 ?? null,
            value: share(point?.f1 ?? null),
            note:
              point === null
                ? '–'
                : t('failures.lab.at', { score: formatScore(point.score, i18n.language) }) +
                  (own.has(name)
                    ? ` ✓ ${formatScore((own.get(name) ?? 0) / scoreSteps, i18n.language)}`
                    : ''),
            onPick: () => {
              setChosen(name);
              if (point !== null) setOwn(new Map(own).set(name, toStep(point.score)));
            },
          }))}
        />
      </div>
    </div>
  );
}
