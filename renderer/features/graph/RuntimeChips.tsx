import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChevronDown, IconX, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { ModelVerdict } from '#shared/model/operators/diagnoseModel.ts';
import classes from './RuntimeChips.module.css';

export const verdictIcons: Readonly<Record<ModelVerdict, Icon>> = {
  runs: IconCheck,
  partly: IconAlertTriangle,
  'does-not-run': IconX,
};

/** Runtimes with their verdicts. A press colours the graph by what the runtime makes of it. */
export function RuntimeChips() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const diagnosis = useStore(graph, (state) => state.diagnosis);
  const overview = useStore(graph, (state) => state.overview);
  const asked = useStore(graph, (state) => state.runtimes);
  const colouredBy = useStore(graph, (state) => state.colouredBy);
  if (overview === null) return null;
  const known = overview.runtimes;
  const isAsked = (id: string): boolean => asked === null || asked.includes(id);
  const toggle = (id: string): void => {
    const next = known
      .map((runtime) => runtime.id)
      .filter((each) => (each === id ? !isAsked(id) : isAsked(each)));
    graph.setRuntimes(next.length === known.length ? null : next);
  };
  return (
    <div className={classes['chips']} data-tour-area="runtimes" role="group" aria-label={t('graph.runtimes')}>
      <Menu closeOnItemClick={false}>
        <Menu.Target>
          <UnstyledButton className={classes['choose'] ?? ''} aria-label={t('graph.chooseRuntimes')}>
            {t('graph.runtimes')}
            <IconChevronDown size={13} stroke={1.75} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {known.map(({ id, name, version }) => (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={isAsked(id)}
              leftSection={isAsked(id) ? <IconCheck size={15} /> : <span className={classes['blank']} />}
              rightSection={<span className={classes['version']}>{version}</span>}
              onClick={() => {
                toggle(id);
              }}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <div className={classes['row']}>
        {diagnosis?.runtimes.map(({ id, name, verdict, blocked, conditional, nodes }) => {
          const Sign = verdictIcons[verdict];
          return (
            <Tooltip
              key={id}
              label={t('graph.chipHint', {
                name,
                verdict: t(`graph.verdict.${verdict}`),
                blocked,
                conditional,
                nodes,
              })}
            >
              <UnstyledButton
                className={classes['chip'] ?? ''}
                data-verdict={verdict}
                aria-pressed={colouredBy === id}
                onClick={() => {
                  graph.colourBy(colouredBy === id ? null : id);
                }}
              >
                <Sign size={13} stroke={2.25} />
                {name.replace(/^ONNX Runtime, /, '')}
              </UnstyledButton>
            </Tooltip>
          );
        })}
      </div>
    </div>
  );
}
