import { Badge, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatCompact, formatScore } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { ModelSummary } from '#shared/ipc/contract/detect.ts';
import classes from './ModelCard.module.css';

export interface ModelCardProps {
  readonly model: ModelSummary;
  readonly isInUse: boolean;
}

function Facts({ model }: { readonly model: ModelSummary }) {
  const { t, i18n } = useTranslation();
  const compact = (count: number | null): string =>
    count === null ? t('models.unknown') : formatCompact(count, i18n.language);
  const facts: readonly (readonly [name: string, value: string])[] = [
    [t('models.precision'), model.precision],
    [t('models.size'), formatBytes(model.sizeBytes, i18n.language)],
    [t('models.parameters'), compact(model.parameters)],
    [t('models.multiplyAdds'), compact(model.multiplyAdds)],
    [t('models.labels'), compact(model.labelCount)],
    [t('models.scoreThreshold'), formatScore(model.scoreThreshold, i18n.language)],
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A model: what it is, what it costs, and whether it is the one that detects. */
export function ModelCard({ model, isInUse }: ModelCardProps) {
  const { t } = useTranslation();
  const { graph, models, settings, ui } = useWorkbench();
  return (
    <article className={classes['card']} data-in-use={isInUse || undefined} aria-label={model.name}>
      <header className={classes['head']}>
        <div>
          <h2>{model.name}</h2>
          <p>{model.architecture}</p>
        </div>
        <Badge color="gray" flex="none">
          {t(model.shipped ? 'models.shipped' : 'models.added')}
        </Badge>
      </header>
      <Facts model={model} />
      <p className={classes['licence']}>
        <span>{t('models.licence')}</span> {model.licence}
      </p>
      {model.problem !== null && (
        <p className={classes['problem']}>
          <IconAlertTriangle size={16} stroke={1.75} />
          <span>
            <strong>{t('models.problem')}</strong> {model.problem}
          </span>
        </p>
      )}
      <footer className={classes['foot']}>
        {isInUse ? (
          <span className={classes['inUse']}>
            <IconCheck size={16} stroke={2} />
            {t('models.inUse')}
          </span>
        ) : (
          <Button
            aria-label={t('models.useNamed', { name: model.name })}
            disabled={model.problem !== null}
            onClick={() => {
              settings.change({ modelId: model.id });
            }}
          >
            {t('models.use')}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          aria-label={t('models.openGraphNamed', { name: model.name })}
          onClick={() => {
            ui.show('graph');
            void graph.openModel(model.id);
          }}
        >
          {t('models.openGraph')}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          aria-label={t('models.revealNamed', { name: model.name })}
          onClick={() => void models.reveal(model.id)}
        >
          {t('models.reveal')}
        </Button>
      </footer>
    </article>
  );
}
