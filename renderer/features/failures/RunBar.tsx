import { Button, Menu, NativeSelect } from '@mantine/core';
import { IconFileExport, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { modelInUse } from '#renderer/stores/modelStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { ModelSummary } from '#shared/ipc/contract/detect.ts';
import type { RunSummary } from '#shared/ipc/contract/evaluation.ts';
import classes from './RunBar.module.css';
import { RunFactsButton } from './RunFactsButton.tsx';

/** Models of one name at two precisions, the more precise one first. */
function precisionPairs(models: readonly ModelSummary[]): readonly (readonly [ModelSummary, ModelSummary])[] {
  const bits = ({ precision }: ModelSummary): number => Number(/\d+/.exec(precision)?.[0] ?? 0);
  return models.flatMap((a) =>
    models
      .filter((b) => a.name === b.name && a.precision !== b.precision && bits(a) > bits(b))
      .map((b) => [a, b] as const),
  );
}

function AddRun() {
  const { t } = useTranslation();
  const { failures, models, settings } = useWorkbench();
  const list = useStore(models, (state) => state.models);
  const chosenId = useStore(settings, (state) => state.modelId);
  const usable = list.filter(({ problem }) => problem === null);
  const inUse = modelInUse(list, chosenId);
  const pairs = precisionPairs(usable);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} stroke={1.75} />}>
          {t('failures.addRun')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('failures.runModel')}</Menu.Label>
        {usable.map(({ id, name, precision }) => (
          <Menu.Item key={id} onClick={() => void failures.runModel(id)}>
            {`${name}, ${precision}${id === inUse?.id ? ` (${t('models.inUse')})` : ''}`}
          </Menu.Item>
        ))}
        {pairs.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('failures.comparePrecisions')}</Menu.Label>
            {pairs.map(([a, b]) => (
              <Menu.Item key={`${a.id} ${b.id}`} onClick={() => void failures.compareModels(a.id, b.id)}>
                {t('failures.precisionPair', { name: a.name, a: a.precision, b: b.precision })}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Item onClick={() => void failures.addFile()}>{t('failures.addFile')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Which run is judged, and which one beside it. */
export function RunBar() {
  const { t } = useTranslation();
  const { failures } = useWorkbench();
  const { runs, runId, againstId, isRunning, shown, isStale } = useStore(failures);
  const nameOf = ({ kind, name }: RunSummary): string =>
    kind === 'stored' ? t('failures.storedRun') : kind === 'model' ? t('failures.modelRun', { name }) : name;
  const run = runs.find(({ id }) => id === runId);
  const against = runs.find(({ id }) => id === againstId);
  const options = runs.map((each) => ({ value: each.id, label: nameOf(each) }));
  return (
    <header className={classes['bar']}>
      <NativeSelect
        size="xs"
        aria-label={t('failures.run')}
        value={runId}
        data={options}
        onChange={({ currentTarget: { value } }) => {
          failures.change({ runId: value, ...(value === againstId ? { againstId: null } : {}) });
        }}
      />
      {run !== undefined && <RunFactsButton run={run} />}
      <span>{t('failures.against')}</span>
      <NativeSelect
        size="xs"
        aria-label={t('failures.againstRun')}
        value={againstId ?? ''}
        data={[
          { value: '', label: t('failures.againstNone') },
          ...options.filter(({ value }) => value !== runId),
        ]}
        onChange={({ currentTarget: { value } }) => {
          failures.change({ againstId: value === '' ? null : value });
        }}
      />
      {against !== undefined && <RunFactsButton run={against} />}
      <span className={classes['gap']} />
      {shown !== null && shown.imagesNotRun > 0 && (
        <span className={classes['stale']}>{t('failures.imagesNotRun', { count: shown.imagesNotRun })}</span>
      )}
      {isStale && <span className={classes['stale']}>{t('failures.stale')}</span>}
      <Button
        size="xs"
        leftSection={<IconPlayerPlay size={14} stroke={1.75} />}
        loading={isRunning}
        onClick={() => void failures.evaluate()}
      >
        {t(shown === null ? 'failures.evaluate' : 'failures.evaluateAgain')}
      </Button>
      <AddRun />
      <Button
        variant="default"
        size="xs"
        disabled={shown === null}
        leftSection={<IconFileExport size={14} stroke={1.75} />}
        onClick={() => void failures.saveReport()}
      >
        {t('failures.saveReport')}
      </Button>
    </header>
  );
}
