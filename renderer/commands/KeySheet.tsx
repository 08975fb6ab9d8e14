import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { commandGroups, type Command } from './command.ts';
import { keyCapsOf } from './formatKey.ts';
import classes from './KeySheet.module.css';
import { commands } from './registry.ts';

/** Numpad doubles of a key say nothing new. */
const shownKeys = ({ keys }: Command): readonly string[] =>
  keys.filter((key, index) => index === 0 || !key.includes('Numpad'));

/** Nine commands of one kind are one row. */
const isDigitKey = ({ id }: Command): boolean => /^boxes\.(recent|pin)Label\d$/.test(id);

function KeyRow({ title, keys }: { readonly title: string; readonly keys: readonly string[] }) {
  const { t } = useTranslation();
  const { platform } = useWorkbench();
  return (
    <div className={classes['row']}>
      <dt>{title}</dt>
      <dd>
        {keys.map((key, index) => (
          <span key={key}>
            {index > 0 && <span className={classes['or']}>{t('keys.or')}</span>}
            <KeyCaps caps={keyCapsOf(key, platform)} />
          </span>
        ))}
      </dd>
    </div>
  );
}

/** Every key of the window, made from the commands themselves. */
export function KeySheet() {
  const { t } = useTranslation();
  const { ui } = useWorkbench();
  const isOpen = useStore(ui, (state) => state.dialog === 'keys');
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        ui.openDialog(null);
      }}
      title={t('keys.title')}
      size={960}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className={classes['sheet']}>
        {commandGroups.map((group) => (
          <section key={group} className={classes['group']}>
            <h3>{t(`commands.group.${group}`)}</h3>
            <dl>
              {commands
                .filter(
                  (command) => command.group === group && command.keys.length > 0 && !isDigitKey(command),
                )
                .map((command) => (
                  <KeyRow
                    key={command.id}
                    title={t(command.titleKey, command.titleValues ?? {})}
                    keys={shownKeys(command)}
                  />
                ))}
              {group === 'boxes' && (
                <>
                  <KeyRow title={t('keys.recentLabels')} keys={['1 – 9']} />
                  <KeyRow title={t('keys.pinLabels')} keys={['Alt+1 – 9']} />
                </>
              )}
            </dl>
          </section>
        ))}
        <section className={classes['group']}>
          <h3>{t('keys.canvasGroup')}</h3>
          <dl>
            <KeyRow title={t('keys.pan')} keys={['Space']} />
            <KeyRow title={t('keys.hideBoxes')} keys={['Backquote']} />
            <KeyRow title={t('keys.boxesBelow')} keys={['Tab']} />
            <KeyRow title={t('keys.move')} keys={['ArrowKeys', 'Shift+ArrowKeys']} />
            <KeyRow title={t('keys.lowerEdges')} keys={['Alt+ArrowKeys']} />
            <KeyRow title={t('keys.upperEdges')} keys={['$mod+ArrowKeys']} />
          </dl>
        </section>
      </div>
    </Modal>
  );
}
