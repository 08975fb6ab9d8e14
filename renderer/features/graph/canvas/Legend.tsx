import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { OperatorCategory } from '#shared/graphView/operatorCategory.ts';
import { graphColors } from './graphColors.ts';
import classes from './Legend.module.css';

const order: readonly OperatorCategory[] = [
  'convolution',
  'matrix',
  'activation',
  'normalisation',
  'pooling',
  'arithmetic',
  'shape',
  'controlFlow',
  'detection',
  'quantisation',
  'constant',
  'other',
];

/** What the colours of the boxes in sight mean. */
export function Legend({ isDark }: { readonly isDark: boolean }) {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const picture = useStore(graph, (state) => state.picture);
  if (picture === null) return null;
  const used = new Set(
    picture.scene.items.filter(({ kind }) => kind === 'op').map(({ category }) => category),
  );
  const { categories } = graphColors(isDark);
  if (used.size === 0) return null;
  return (
    <ul className={classes['legend']} aria-label={t('graph.legend')}>
      {order
        .filter((category) => used.has(category))
        .map((category) => (
          <li key={category}>
            <span
              className={classes['swatch']}
              style={{ background: categories[category].fill, borderColor: categories[category].stroke }}
            />
            {t(`graph.category.${category}`)}
          </li>
        ))}
    </ul>
  );
}
