import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import type { MatrixRow } from '#shared/graphView/diagnosis.ts';
import classes from './OperatorMatrix.module.css';

/** Rows that are shown: a model has some dozens of operators, rarely hundreds. */
const maxRows = 400;

function Cell({ state }: { readonly state: MatrixRow['states'][number] | undefined }) {
  const { t } = useTranslation();
  if (state === undefined || state.runs + state.conditional + state.blocked === 0)
    return (
      <td className={classes['cell']}>
        <span title={t('graph.notAsked')}>–</span>
      </td>
    );
  const kind = state.blocked > 0 ? 'blocked' : state.conditional > 0 ? 'conditional' : 'runs';
  const text = t('graph.matrixCell', {
    runs: state.runs,
    conditional: state.conditional,
    blocked: state.blocked,
  });
  return (
    <td className={classes['cell']} data-state={kind} title={text}>
      {kind === 'runs' && <IconCheck size={14} stroke={2.25} aria-label={text} />}
      {kind === 'conditional' && <IconAlertTriangle size={14} stroke={2} aria-label={text} />}
      {kind === 'blocked' && <IconX size={14} stroke={2.5} aria-label={text} />}
      {kind === 'blocked' && state.runs + state.conditional > 0 && (
        <span className={classes['share']}>{state.blocked}</span>
      )}
    </td>
  );
}

/** Operators of the model by runtime; a press on an operator finds its nodes. */
export function OperatorMatrix() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const diagnosis = useStore(graph, (state) => state.diagnosis);
  if (diagnosis === null) return <EmptyNotice title={t('graph.diagnosing')} />;
  if (diagnosis.runtimes.length === 0) return <EmptyNotice title={t('graph.noRuntimes')} />;
  return (
    <div className={classes['scroller']} tabIndex={0} role="region" aria-label={t('graph.matrix')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('graph.operator')}</th>
            <th scope="col">{t('graph.ledgerNodes')}</th>
            {diagnosis.runtimes.map(({ id, name, version }) => (
              <th key={id} scope="col" title={version}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {diagnosis.matrix.slice(0, maxRows).map((row) => (
            <tr key={row.opType}>
              <th scope="row">
                <UnstyledButton
                  className={classes['op'] ?? ''}
                  onClick={() => {
                    graph.setQuery(`op:${row.opType}`);
                    graph.setDrawer('nodes');
                  }}
                >
                  {row.opType}
                </UnstyledButton>
              </th>
              <td className={classes['count']}>{row.count}</td>
              {diagnosis.runtimes.map(({ id }, column) => (
                <Cell key={id} state={row.states[column]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
