import { UnstyledButton } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { openChange } from '#renderer/stores/openCase.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { TexFormula } from '#renderer/ui/TexFormula.tsx';
import { useVirtualRows } from '#renderer/ui/useVirtualRows.ts';
import type { WindowFormulaChange } from '#shared/ipc/contract/evaluation.ts';
import classes from './FormulaChanges.module.css';

const rowHeightPx = 92;

function Reading({ name, tex }: { readonly name: string; readonly tex: string }) {
  return (
    <span className={classes['reading']}>
      <small>{name}</small>
      <TexFormula tex={tex} className={classes['formula']} />
    </span>
  );
}

/** Formulas that a second run reads otherwise, both readings drawn; each is a door to its image. */
export function FormulaChanges({ changes }: { readonly changes: readonly WindowFormulaChange[] }) {
  const { t } = useTranslation();
  const workbench = useWorkbench();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualRows({ count: changes.length, scroller, rowHeightPx, overscan: 2 });
  if (changes.length === 0) return <p>{t('failures.noFormulaChanges')}</p>;
  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      style={{ height: Math.min(4.5, changes.length) * rowHeightPx }}
    >
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const change = changes[index];
          if (change === undefined) return null;
          const { kind, imageName, before, after } = change;
          return (
            <li
              key={change.imageId}
              className={classes['row']}
              style={{ height: rowHeightPx, transform: `translateY(${start}px)` }}
            >
              <UnstyledButton
                className={classes['change'] ?? ''}
                aria-label={t('failures.formulaChange', {
                  name: imageName,
                  kind: t(`failures.formulaChanges.${kind}`),
                })}
                title={imageName}
                onClick={() => void openChange(workbench, change)}
              >
                <span className={classes['head']}>
                  <b data-kind={kind}>{t(`failures.formulaChanges.${kind}`)}</b>
                  <span>{imageName}</span>
                </span>
                <Reading name={t('failures.firstRun')} tex={before} />
                <Reading name={t('failures.secondRun')} tex={after} />
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
