import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CanvasBox } from '#renderer/stores/annotationSession.ts';
import { boxSorts, boxStates, type BoxSort } from './boxOrder.ts';

type State = CanvasBox['state'];

export interface BoxListMenuProps {
  readonly sort: BoxSort;
  /** null for all. */
  readonly states: ReadonlySet<State> | null;
  readonly onSort: (sort: BoxSort) => void;
  readonly onStates: (states: ReadonlySet<State> | null) => void;
}

const check = <IconCheck size={14} stroke={2} />;

/** Which boxes are listed, in which order. */
export function BoxListMenu({ sort, states, onSort, onStates }: BoxListMenuProps) {
  const { t } = useTranslation();
  const toggle = (state: State): void => {
    const next = new Set(states ?? boxStates);
    if (!next.delete(state)) next.add(state);
    onStates(next.size === boxStates.length ? null : next);
  };
  return (
    <Menu position="bottom-end" width={200} closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon
          size={22}
          aria-label={t('boxes.listMenu')}
          title={t('boxes.listMenu')}
          {...(states === null ? {} : { color: 'indigo', variant: 'light' })}
        >
          <IconFilter size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('boxes.show')}</Menu.Label>
        {boxStates.map((state) => (
          <Menu.Item
            key={state}
            role="menuitemcheckbox"
            aria-checked={states === null || states.has(state)}
            rightSection={(states === null || states.has(state)) && check}
            onClick={() => {
              toggle(state);
            }}
          >
            {t(`boxes.state.${state}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('boxes.sort')}</Menu.Label>
        {boxSorts.map((each) => (
          <Menu.Item
            key={each}
            role="menuitemradio"
            aria-checked={each === sort}
            rightSection={each === sort && check}
            onClick={() => {
              onSort(each);
            }}
          >
            {t(`boxes.sortBy.${each}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
