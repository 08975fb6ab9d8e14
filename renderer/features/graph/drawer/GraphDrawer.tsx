import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { GraphDrawer as DrawerTab } from '#renderer/stores/graphState.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { Findings } from './Findings.tsx';
import classes from './GraphDrawer.module.css';
import { OperatorMatrix } from './OperatorMatrix.tsx';
import { NodeTable } from './NodeTable.tsx';

const tabs: readonly DrawerTab[] = ['findings', 'matrix', 'nodes'];

/** Below the graph: what is wrong with it, which runtime has which operator, and all nodes as rows. */
export function GraphDrawer() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const drawer = useStore(graph, (state) => state.drawer);
  const groups = useStore(graph, (state) => state.diagnosis?.groups ?? null);
  const errors = groups?.filter(({ severity }) => severity === 'error').length ?? 0;
  return (
    <Tabs
      className={classes['drawer'] ?? ''}
      value={drawer}
      onChange={(value) => {
        const next = tabs.find((tab) => tab === value);
        if (next !== undefined) graph.setDrawer(next);
      }}
      keepMounted={false}
    >
      <Tabs.List className={classes['list'] ?? ''}>
        <Tabs.Tab value="findings">
          {t('graph.findings')}
          {groups !== null && groups.length > 0 && (
            <span className={classes['badge']} data-errors={errors > 0}>
              {groups.length}
            </span>
          )}
        </Tabs.Tab>
        <Tabs.Tab value="matrix">{t('graph.matrix')}</Tabs.Tab>
        <Tabs.Tab value="nodes">{t('graph.table')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="findings" className={classes['panel'] ?? ''}>
        <Findings />
      </Tabs.Panel>
      <Tabs.Panel value="matrix" className={classes['panel'] ?? ''}>
        <OperatorMatrix />
      </Tabs.Panel>
      <Tabs.Panel value="nodes" className={classes['panel'] ?? ''}>
        <NodeTable />
      </Tabs.Panel>
    </Tabs>
  );
}
