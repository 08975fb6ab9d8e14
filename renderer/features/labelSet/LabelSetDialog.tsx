import { Modal, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { LabelTable } from './LabelTable.tsx';
import { LookAlikesForm } from './LookAlikesForm.tsx';
import { RemoveLabel } from './RemoveLabel.tsx';

/** The label set: names, colours, order, thresholds, removal, and which labels look alike. */
export function LabelSetDialog() {
  const { t } = useTranslation();
  const { ui } = useWorkbench();
  const isOpen = useStore(ui, (state) => state.dialog === 'labels');
  const [removedId, setRemovedId] = useState<number | null>(null);
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        setRemovedId(null);
        ui.openDialog(null);
      }}
      title={t('labels.title')}
      size={720}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {removedId === null ? (
        <Tabs defaultValue="labels" keepMounted={false}>
          <Tabs.List mb={12}>
            <Tabs.Tab value="labels">{t('labels.tabs.labels')}</Tabs.Tab>
            <Tabs.Tab value="lookAlikes">{t('labels.tabs.lookAlikes')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="labels">
            <LabelTable onRemove={setRemovedId} />
          </Tabs.Panel>
          <Tabs.Panel value="lookAlikes">
            <LookAlikesForm />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <RemoveLabel
          labelId={removedId}
          onDone={() => {
            setRemovedId(null);
          }}
        />
      )}
    </Modal>
  );
}
