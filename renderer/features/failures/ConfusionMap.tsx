import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '#shared/evaluation/report.ts';
import classes from './ConfusionMap.module.css';

export interface ConfusionMapProps {
  readonly confusion: EvaluationReport['confusion'];
  /** Labels of the cell; null for background. */
  readonly onPick: (truth: string | null, read: string | null) => void;
}

/** More would be too small to be hit. */
const mostLabels = 24;
const [cell, margin] = [20, 64];

/** The labels with most errors, in their order, and background last. */
function shownLabels({ labels, matrix }: EvaluationReport['confusion']): readonly number[] {
  const background = labels.length - 1;
  const errors = labels.map((_, i) =>
    matrix.reduce((sum, row, j) => sum + (i === j ? 0 : (row[i] ?? 0) + (matrix[i]?.[j] ?? 0)), 0),
  );
  const worst = labels
    .map((_, i) => i)
    .filter((i) => i !== background && (errors[i] ?? 0) > 0)
    .sort((a, b) => (errors[b] ?? 0) - (errors[a] ?? 0));
  return [...worst.slice(0, mostLabels).sort((a, b) => a - b), background];
}

/** What was read as what: each cell is a door to its cases. */
export function ConfusionMap({ confusion, onPick }: ConfusionMapProps) {
  const { t } = useTranslation();
  const { labels, matrix } = confusion;
  const background = labels.length - 1;
  const order = shownLabels(confusion);
  const nameOf = (i: number): string => (i === background ? t('failures.nothing') : (labels[i] ?? ''));
  const labelOf = (i: number): string | null => (i === background ? null : (labels[i] ?? ''));
  const cells = order.flatMap((truth, row) =>
    order.map((read, column) => ({ truth, read, row, column, count: matrix[truth]?.[read] ?? 0 })),
  );
  const most = Math.max(1, ...cells.filter(({ truth, read }) => truth !== read).map(({ count }) => count));
  const mostRight = Math.max(
    1,
    ...cells.filter(({ truth, read }) => truth === read).map(({ count }) => count),
  );
  const size = margin + order.length * cell + 26;
  return (
    <svg
      className={classes['map']}
      viewBox={`0 0 ${size} ${size}`}
      style={{ maxWidth: size * 1.2 }}
      role="group"
      aria-label={t('failures.charts.confusion')}
    >
      {order.map((label, i) => {
        const at = margin + i * cell + cell / 2;
        return (
          <g key={label} aria-hidden="true">
            <text x={margin - 5} y={at} dy="0.35em" textAnchor="end">
              {nameOf(label)}
            </text>
            <text transform={`translate(${at} ${margin - 5}) rotate(-60)`} dy="0.35em">
              {nameOf(label)}
            </text>
          </g>
        );
      })}
      {cells
        .filter(({ count }) => count > 0)
        .map(({ truth, read, row, column, count }) => {
          const isRight = truth === read;
          const strength = 0.18 + 0.82 * Math.sqrt(count / (isRight ? mostRight : most));
          const name = t('failures.cell', { truth: nameOf(truth), read: nameOf(read), count });
          const pick = (): void => {
            onPick(labelOf(truth), labelOf(read));
          };
          const [x, y] = [margin + column * cell, margin + row * cell];
          return (
            <g
              key={`${truth} ${read}`}
              className={classes['cell']}
              role="button"
              tabIndex={0}
              aria-label={name}
              onClick={pick}
              onKeyDown={(event) => {
                if (event.key === 'Enter' || event.key === ' ') pick();
              }}
            >
              <title>{name}</title>
              <rect
                data-right={isRight || undefined}
                x={x + 1}
                y={y + 1}
                width={cell - 2}
                height={cell - 2}
                rx={2}
                opacity={strength}
              />
              {!isRight && (
                <text
                  x={x + cell / 2}
                  y={y + cell / 2}
                  dy="0.35em"
                  textAnchor="middle"
                  data-on={strength > 0.6 || undefined}
                >
                  {count}
                </text>
              )}
            </g>
          );
        })}
    </svg>
  );
}
