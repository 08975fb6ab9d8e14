import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './DetailsPanel.module.css';
import { GroupCard } from './GroupCard.tsx';
import { ModelPanel } from './ModelPanel.tsx';
import { NodePanel } from './NodePanel.tsx';

/** The selected node, or the model as a whole. */
export function DetailsPanel() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const node = useStore(graph, (state) => state.node);
  const selectedBox = useStore(graph, (state) => state.selectedBox);
  const [chosen, setChosen] = useState<{
    readonly box: string | null;
    readonly tab: 'node' | 'model';
  } | null>(null);
  // What is selected is shown, until the other tab is asked for.
  const shown = chosen?.box === selectedBox ? chosen.tab : selectedBox === null ? 'model' : 'node';
  return (
    <section className={classes['panel']} aria-label={t('graph.details')}>
      <div className={classes['head']}>
        <SegmentedControl
          fullWidth
          value={shown}
          onChange={(value) => {
            setChosen({ box: selectedBox, tab: value === 'node' ? 'node' : 'model' });
          }}
          data={[
            { value: 'node', label: t('graph.nodeTab') },
            { value: 'model', label: t('graph.modelTab') },
          ]}
        />
      </div>
      <div className={classes['body']}>
        {shown === 'model' ? (
          <ModelPanel />
        ) : node === null ? (
          <GroupCard />
        ) : (
          <NodePanel key={`${node.graph} ${node.node}`} node={node} />
        )}
      </div>
    </section>
  );
}
