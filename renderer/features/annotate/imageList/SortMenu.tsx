import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconSortAscending, IconSortDescending } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';

const orders = ['added', 'name', 'doubt', 'state'] as const;

export function SortMenu() {
  const { t } = useTranslation();
  const { images } = useWorkbench();
  const { sort, descending } = useStore(images, (state) => state.query);
  return (
    <Menu position="bottom-end" width={180} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon aria-label={t('images.sort')} title={t('images.sort')}>
          <IconArrowsSort size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {orders.map((order) => (
          <Menu.Item
            key={order}
            role="menuitemradio"
            aria-checked={order === sort}
            rightSection={order === sort && <IconCheck size={14} stroke={2} />}
            onClick={() => {
              // The most doubtful first is what one sorts by doubt for.
              images.setQuery({ sort: order, descending: order === 'doubt' });
            }}
          >
            {t(`images.sortBy.${order}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {([false, true] as const).map((value) => (
          <Menu.Item
            key={String(value)}
            role="menuitemradio"
            aria-checked={value === descending}
            leftSection={
              value ? (
                <IconSortDescending size={15} stroke={1.6} />
              ) : (
                <IconSortAscending size={15} stroke={1.6} />
              )
            }
            rightSection={value === descending && <IconCheck size={14} stroke={2} />}
            onClick={() => {
              images.setQuery({ descending: value });
            }}
          >
            {t(value ? 'images.descending' : 'images.ascending')}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
