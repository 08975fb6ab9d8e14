import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import { groupName } from '../groupName.ts';
import classes from './NodePanel.module.css';

/** A group of the picture: what it holds, and the way into it. */
export function GroupCard() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const selectedBox = useStore(graph, (state) => state.selectedBox);
  const picture = useStore(graph, (state) => state.picture);
  const item = picture?.scene.items.find(({ id }) => id === selectedBox);
  if (item === undefined || selectedBox === null) return <EmptyNotice title={t('graph.nothingSelected')} />;
  const isPort = item.kind === 'input' || item.kind === 'output';
  return (
    <div className={classes['panel']}>
      <p className={classes['kind']}>{t(`graph.item.${item.kind}`)}</p>
      <h2 className={classes['title']}>
        {isPort && item.repeats > 0
          ? t(item.kind === 'input' ? 'graph.inputCount' : 'graph.outputCount', { count: item.repeats })
          : groupName(t, item.kind, item.label)}
      </h2>
      {item.detail !== '' && <p className={classes['quiet']}>{item.detail}</p>}
      {!isPort && (
        <p className={classes['quiet']}>
          {item.repeats > 0
            ? t('graph.repeatText', { count: item.repeats, nodes: item.nodeCount })
            : t('graph.nodeCount', { count: item.nodeCount })}
        </p>
      )}
      {(item.canOpen || item.isOpen) && item.kind !== 'body' && (
        <div className={classes['actions']}>
          <Button
            variant="default"
            onClick={() => {
              graph.toggle(selectedBox);
            }}
          >
            {t(item.isOpen ? 'graph.closeGroup' : 'graph.openGroup')}
          </Button>
        </div>
      )}
    </div>
  );
}
