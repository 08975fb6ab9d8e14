import { ActionIcon, Button } from '@mantine/core';
import { IconRotate, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { applyCheck, dismissCheck, goToCheck, restoreChecks } from '#renderer/commands/checkCommands.ts';
import { keyCapsOf } from '#renderer/commands/formatKey.ts';
import { commandById } from '#renderer/commands/registry.ts';
import { useKeys } from '#renderer/commands/useKeys.ts';
import type { CheckItem } from '#renderer/stores/checkItem.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import classes from './CheckList.module.css';

interface ProposedFixProps {
  readonly item: CheckItem;
  readonly isCurrent: boolean;
}

/** The button that does something about it, or that nothing is proposed, and the one that puts it aside. */
function ProposedFix({ item, isCurrent }: ProposedFixProps) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const [fixKey] = useKeys(commandById('checks.fix'));
  const { fix } = item;
  const label = fix?.kind === 'relabel' || fix?.kind === 'merge' ? fix.label : null;
  return (
    <>
      {fix === null ? (
        <span className={classes['noFix']}>{t('checks.lookAtIt')}</span>
      ) : (
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
      )}
      <ActionIcon
        size={22}
        aria-label={t('checks.dismiss')}
        title={t('checks.dismiss')}
        onClick={() => {
          void dismissCheck(workbench, item);
        }}
      >
        <IconX size={14} stroke={1.75} />
      </ActionIcon>
    </>
  );
}

export interface CheckRowProps {
  readonly item: CheckItem;
  readonly top: number;
  readonly isCurrent: boolean;
  /** It was put aside: it can be brought back, and nothing is proposed. */
  readonly isDismissed: boolean;
}

/** A thing to look at: why, and the button that does something about it. */
export function CheckRow({ item, top, isCurrent, isDismissed }: CheckRowProps) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const reason = t(`checks.reason.${item.kind}`, {
    ...item.values,
    edge: t(`checks.edge.${edgeOf(item)}`),
  });
  return (
    <div
      className={classes['row']}
      role="listitem"
      style={{ transform: `translateY(${top}px)` }}
      {...(isCurrent ? { 'aria-current': true } : {})}
      {...(isDismissed ? { 'data-dismissed': '' } : {})}
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
        {isDismissed ? (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconRotate size={13} stroke={1.75} />}
            onClick={() => {
              void restoreChecks(workbench, item);
            }}
          >
            {t('checks.restore')}
          </Button>
        ) : (
          <ProposedFix item={item} isCurrent={isCurrent} />
        )}
      </div>
    </div>
  );
}

const edges = ['left', 'top', 'right', 'bottom'] as const;

/** The one edge that is wrong, where it is one. */
function edgeOf({ values }: CheckItem): (typeof edges)[number] | 'several' {
  return edges.find((edge) => edge === values['edge']) ?? 'several';
}
