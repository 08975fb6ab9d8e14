import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { LabelReport } from '#shared/evaluation/report.ts';

/** With fewer truths the best score is that of a few symbols, not of the label. */
const leastTruths = 10;

/** Takes the score at which each label fares best into the project, or lets go of them. */
export function LabelThresholds({ labels: reports }: { readonly labels: readonly LabelReport[] }) {
  const { t } = useTranslation();
  const { failures, labels, preferences } = useWorkbench();
  const list = useStore(labels, (state) => state.labels);
  const isSet = useStore(preferences, (state) => state.labelThresholds.length > 0);
  const take = async (): Promise<void> => {
    const idOf = new Map(list.map(({ id, name }) => [name, id]));
    const labelThresholds = reports.flatMap(({ name, truths, best }) => {
      const labelId = idOf.get(name);
      return labelId === undefined || best === null || truths < leastTruths
        ? []
        : [{ labelId, score: Math.max(0.05, Math.min(1, best.score)) }];
    });
    await preferences.change({ labelThresholds });
    await failures.evaluate();
  };
  const drop = async (): Promise<void> => {
    await preferences.change({ labelThresholds: [] });
    await failures.evaluate();
  };
  return (
    <Button
      size="compact-xs"
      variant="default"
      title={t('failures.takeThresholdsHint', { count: leastTruths })}
      onClick={() => void (isSet ? drop() : take())}
    >
      {t(isSet ? 'failures.dropThresholds' : 'failures.takeThresholds')}
    </Button>
  );
}
