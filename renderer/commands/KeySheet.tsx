import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { commandGroups, type Command } from './command.ts';
import classes from './KeySheet.module.css';
import { KeyRow, ShownKeys } from './KeyRow.tsx';
import { commands } from './registry.ts';

/** Nine commands of one kind are one row. */
const isDigitKey = ({ id }: Command): boolean => /^boxes\.(recent|pin)Label\d$/.test(id);

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
                .filter((command) => command.group === group && !isDigitKey(command))
                .map((command) => (
                  <KeyRow key={command.id} command={command} />
                ))}
              {group === 'boxes' && (
                <>
                  <ShownKeys title={t('keys.recentLabels')} keys={['1 – 9']} />
                  <ShownKeys title={t('keys.pinLabels')} keys={['Alt+1 – 9']} />
                </>
              )}
            </dl>
          </section>
        ))}
        <section className={classes['group']}>
          <h3>{t('keys.canvasGroup')}</h3>
          <dl>
            <ShownKeys title={t('keys.pan')} keys={['Space']} />
            <ShownKeys title={t('keys.hideBoxes')} keys={['Backquote']} />
            <ShownKeys title={t('keys.boxesBelow')} keys={['Tab']} />
            <ShownKeys title={t('keys.move')} keys={['ArrowKeys', 'Shift+ArrowKeys']} />
            <ShownKeys title={t('keys.lowerEdges')} keys={['Alt+ArrowKeys']} />
            <ShownKeys title={t('keys.upperEdges')} keys={['$mod+ArrowKeys']} />
          </dl>
        </section>
      </div>
    </Modal>
  );
}
