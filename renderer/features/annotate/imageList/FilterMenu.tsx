import { ActionIcon, Indicator, Menu } from '@mantine/core';
import { IconCheck, IconFilter, IconFlag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { ImageStateMark } from '#renderer/ui/ImageStateMark.tsx';
import { imageStates, type ImageState } from '#shared/dataset/imageAsset.ts';

/** Which states are listed; none chosen lists all. */
export function FilterMenu() {
  const { t } = useTranslation();
  const { images } = useWorkbench();
  const states = useStore(images, (state) => state.query.states);
  const flagged = useStore(images, (state) => state.query.flagged === true);
  const chosen = states ?? [];
  const isFiltered = chosen.length > 0 || flagged;

  const toggle = (state: ImageState): void => {
    const next = chosen.includes(state) ? chosen.filter((one) => one !== state) : [...chosen, state];
    images.setQuery({ states: next.length === 0 ? undefined : next });
  };

  return (
    <Menu position="bottom-end" width={200} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label={t('images.filter')} title={t('images.filter')}>
          <Indicator disabled={!isFiltered} size={7} offset={1} color="indigo">
            <IconFilter size={16} stroke={1.6} />
          </Indicator>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('images.filterState')}</Menu.Label>
        {imageStates.map((state) => (
          <Menu.Item
            key={state}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(state)}
            leftSection={<ImageStateMark state={state} />}
            rightSection={chosen.includes(state) && <IconCheck size={14} stroke={2} />}
            onClick={() => {
              toggle(state);
            }}
          >
            {t(`images.state.${state}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={flagged}
          leftSection={<IconFlag size={13} stroke={1.75} />}
          rightSection={flagged && <IconCheck size={14} stroke={2} />}
          onClick={() => {
            images.setQuery({ flagged: flagged ? undefined : true });
          }}
        >
          {t('images.flaggedOnly')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          disabled={!isFiltered}
          onClick={() => {
            images.setQuery({ states: undefined, flagged: undefined });
          }}
        >
          {t('images.clearFilter')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
