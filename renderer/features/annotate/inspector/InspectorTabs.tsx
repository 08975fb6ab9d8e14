import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandTooltip } from '#renderer/commands/CommandTooltip.tsx';
import { commandById } from '#renderer/commands/registry.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './InspectorTabs.module.css';

/** More checks are not told apart, and would push the buttons beside them away. */
const mostCounted = 999;

function BoxCount() {
  const { i18n } = useTranslation();
  const count = useSession((state) => state.boxes.length);
  return <span className={classes['count']}>{new Intl.NumberFormat(i18n.language).format(count)}</span>;
}

function CheckCount() {
  const { i18n } = useTranslation();
  const { checks } = useWorkbench();
  const count = useStore(checks, (state) => state.items.length);
  const format = new Intl.NumberFormat(i18n.language);
  return (
    <span className={classes['count']} {...(count > 0 ? { 'data-some': '' } : {})}>
      {count > mostCounted ? `${format.format(mostCounted)}+` : format.format(count)}
    </span>
  );
}

/** Boxes or checks, each with how many there are: only the figures change from image to image. */
export function InspectorTabs() {
  const { t } = useTranslation();
  const { checks } = useWorkbench();
  const isShown = useStore(checks, (state) => state.isShown);
  const tab = (name: string, count: ReactNode, showsChecks: boolean) => (
    <button
      type="button"
      role="tab"
      className={classes['tab']}
      aria-selected={isShown === showsChecks}
      onClick={() => {
        checks.show(showsChecks);
      }}
    >
      {name}
      {count}
    </button>
  );
  return (
    <div className={classes['tabs']} role="tablist" aria-label={t('checks.tabs')}>
      {tab(t('boxes.panel'), <BoxCount />, false)}
      <CommandTooltip command={commandById('checks.show')} title={t('commands.checks.show')}>
        {tab(t('checks.panel'), <CheckCount />, true)}
      </CommandTooltip>
    </div>
  );
}
