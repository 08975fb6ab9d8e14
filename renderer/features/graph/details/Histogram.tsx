import { useTranslation } from 'react-i18next';
import type { ConstantStatistics } from '#shared/graphView/constants/constantStatistics.ts';
import classes from './Histogram.module.css';

const heightPx = 44;

/** How the elements of a constant are spread from the smallest to the largest. */
export function Histogram({ statistics }: { readonly statistics: ConstantStatistics }) {
  const { t } = useTranslation();
  const { histogram, min, max } = statistics;
  const most = Math.max(1, ...histogram);
  if (histogram.length === 0 || min === null || max === null || min === max) return null;
  const zero = min < 0 && max > 0 ? (-min / (max - min)) * histogram.length : null;
  return (
    <svg
      className={classes['histogram']}
      viewBox={`0 0 ${histogram.length} ${heightPx}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('graph.histogram')}
    >
      {histogram.map((count, index) => {
        // A bin that holds anything is seen.
        const height = count === 0 ? 0 : Math.max(1, (count / most) * heightPx);
        return <rect key={index} x={index + 0.08} y={heightPx - height} width={0.84} height={height} />;
      })}
      {zero !== null && <line x1={zero} x2={zero} y1={0} y2={heightPx} />}
    </svg>
  );
}
