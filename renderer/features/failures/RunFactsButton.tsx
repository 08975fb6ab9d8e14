import { ActionIcon, Popover } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '#shared/ipc/contract/evaluation.ts';
import classes from './RunFactsButton.module.css';

type Part = RunSummary['parts'][number];

function PartFacts({ part: { facts, images, latency } }: { readonly part: Part }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const unknown = t('failures.facts.unknown');
  const rows: readonly (readonly [string, string, boolean?])[] = [
    [t('failures.facts.model'), facts === null ? unknown : `${facts.modelName}, ${facts.precision}`],
    [t('failures.facts.file'), facts?.modelFile ?? unknown, facts !== null],
    ['SHA-256', facts?.sha256 ?? unknown, facts !== null],
    [
      t('failures.facts.threads'),
      facts === null
        ? unknown
        : facts.threads === null
          ? t('failures.facts.threadsOfCores', { cores: facts.cores })
          : number.format(facts.threads),
    ],
    [t('failures.facts.date'), facts === null ? unknown : date.format(new Date(facts.startedAt))],
    [t('failures.facts.images'), number.format(images)],
    [
      t('failures.facts.latency'),
      latency === null
        ? unknown
        : t('failures.facts.latencies', {
            p50: number.format(latency.p50),
            p90: number.format(latency.p90),
            p99: number.format(latency.p99),
          }),
    ],
  ];
  return (
    <dl className={classes['facts']}>
      {rows.map(([name, value, isCode]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd data-code={isCode === true || undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What a run was made with, and what is not known of it. */
export function RunFactsButton({ run }: { readonly run: RunSummary }) {
  const { t, i18n } = useTranslation();
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Popover position="bottom-start" width={440}>
      <Popover.Target>
        <ActionIcon aria-label={t('failures.facts.title')} title={t('failures.facts.title')}>
          <IconInfoCircle size={16} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes['panel'] ?? ''}>
        <h3>{t('failures.facts.title')}</h3>
        {run.parts.length === 0 && (
          <p>
            {t(run.kind === 'stored' ? 'failures.facts.none' : 'failures.facts.ofFile', {
              date: run.createdAt === null ? '' : date.format(new Date(run.createdAt)),
            })}
          </p>
        )}
        {run.parts.map((part, place) => (
          <PartFacts key={place} part={part} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
