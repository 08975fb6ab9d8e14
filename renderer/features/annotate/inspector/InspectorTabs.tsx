import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CommandTooltip } from '#renderer/commands/CommandTooltip.tsx';
import { commandById } from '#renderer/commands/registry.ts';
import { useSession, useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './InspectorTabs.module.css';

/** More checks are not told apart, and would push the buttons beside them away. */
const mostCounted = 999;

/** Boxes or checks, each with how many there are. */
export function InspectorTabs() {
  const { t, i18n } = useTranslation();
  const { checks } = useWorkbench();
  const isShown = useStore(checks, (state) => state.isShown);
  const checkCount = useStore(checks, (state) => state.items.length);
  const boxCount = useSession((state) => state.boxes.length);
  const format = new Intl.NumberFormat(i18n.language);
  const tab = (name: string, count: number, showsChecks: boolean) => (
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
      <span className={classes['count']} {...(showsChecks && count > 0 ? { 'data-some': '' } : {})}>
        {showsChecks && count > mostCounted ? `${format.format(mostCounted)}+` : format.format(count)}
      </span>
    </button>
  );
  return (
    <div className={classes['tabs']} role="tablist" aria-label={t('checks.tabs')}>
      {tab(t('boxes.panel'), boxCount, false)}
      <CommandTooltip command={commandById('checks.show')} title={t('commands.checks.show')}>
        {tab(t('checks.panel'), checkCount, true)}
      </CommandTooltip>
    </div>
  );
}
