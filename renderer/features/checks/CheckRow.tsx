import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { applyCheck, dismissCheck, goToCheck } from '#renderer/commands/checkCommands.ts';
import { keyCapsOf } from '#renderer/commands/formatKey.ts';
import { commandById } from '#renderer/commands/registry.ts';
import { useKeys } from '#renderer/commands/useKeys.ts';
import type { CheckItem } from '#renderer/stores/checkItem.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import classes from './CheckList.module.css';

export interface CheckRowProps {
  readonly item: CheckItem;
  readonly top: number;
  readonly isCurrent: boolean;
}

/** A thing to look at: why, and the button that does something about it. */
export function CheckRow({ item, top, isCurrent }: CheckRowProps) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const [fixKey] = useKeys(commandById('checks.fix'));
  const reason = t(`checks.reason.${item.kind}`, {
    ...item.values,
    edge: t(`checks.edge.${edgeOf(item)}`),
  });
  const { fix } = item;
  const label = fix.kind === 'relabel' || fix.kind === 'merge' ? fix.label : null;
  return (
    <div
      className={classes['row']}
      role="listitem"
      style={{ transform: `translateY(${top}px)` }}
      {...(isCurrent ? { 'aria-current': true } : {})}
    >
      <button
        type="button"
        className={classes['reason']}
        title={reason}
        onClick={() => {
          goToCheck(workbench, item);
        }}
      >
        <span className={classes['clamped']}>{reason}</span>
      </button>
      <div className={classes['actions']}>
        <Button
          size="compact-xs"
          variant={isCurrent ? 'light' : 'default'}
          onClick={() => {
            goToCheck(workbench, item);
            applyCheck(workbench, item);
          }}
          {...(isCurrent && fixKey !== undefined
            ? { rightSection: <KeyCaps caps={keyCapsOf(fixKey, workbench.platform)} /> }
            : {})}
        >
          {t(`checks.fix.${fix.kind}`)}
          {label !== null && (
            <>
              <span className={classes['glyph']}>
                <LabelGlyph name={label} />
              </span>
              <span className={classes['name']}>{label}</span>
            </>
          )}
        </Button>
        <ActionIcon
          size={22}
          aria-label={t('checks.dismiss')}
          title={t('checks.dismiss')}
          onClick={() => {
            dismissCheck(workbench, item);
          }}
        >
          <IconX size={14} stroke={1.75} />
        </ActionIcon>
      </div>
    </div>
  );
}

const edges = ['left', 'top', 'right', 'bottom'] as const;

/** The one edge that is wrong, where it is one. */
function edgeOf({ values }: CheckItem): (typeof edges)[number] | 'several' {
  return edges.find((edge) => edge === values['edge']) ?? 'several';
}
