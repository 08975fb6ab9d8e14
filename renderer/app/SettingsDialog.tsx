import { Button, Modal, SegmentedControl, Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CheckSwitches } from '#renderer/features/checks/CheckSwitches.tsx';
import { languageNames, type Language } from '#renderer/i18n/createI18n.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './SettingsDialog.module.css';

const asSystem = 'system';

export function SettingsDialog() {
  const { t } = useTranslation();
  const { ui, settings, version } = useWorkbench();
  const isOpen = useStore(ui, (state) => state.dialog === 'settings');
  const { theme, language, showLabels, asksForLabel } = useStore(settings);
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        ui.openDialog(null);
      }}
      title={t('settings.title')}
      size={460}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className={classes['rows']}>
        <div className={classes['row']}>
          <span id="settings-theme">{t('settings.theme')}</span>
          <SegmentedControl
            aria-labelledby="settings-theme"
            value={theme}
            data={(['system', 'light', 'dark'] as const).map((value) => ({
              value,
              label: t(`theme.${value}`),
            }))}
            onChange={(value) => {
              settings.change({ theme: value });
            }}
          />
        </div>
        <div className={classes['row']}>
          <span id="settings-language">{t('settings.language')}</span>
          <Select
            aria-labelledby="settings-language"
            w={180}
            value={language ?? asSystem}
            data={[
              { value: asSystem, label: t('settings.languageSystem') },
              ...(Object.keys(languageNames) as Language[]).map((value) => ({
                value,
                label: languageNames[value],
              })),
            ]}
            onChange={(value) => {
              settings.change({ language: value === asSystem ? null : value });
            }}
          />
        </div>
        <Switch
          labelPosition="left"
          classNames={{ body: classes['row'] ?? '', label: classes['switchLabel'] ?? '' }}
          label={t('settings.showLabels')}
          checked={showLabels}
          onChange={(event) => {
            settings.change({ showLabels: event.currentTarget.checked });
          }}
        />
        <Switch
          labelPosition="left"
          classNames={{ body: classes['row'] ?? '', label: classes['switchLabel'] ?? '' }}
          label={t('settings.asksForLabel')}
          checked={asksForLabel}
          onChange={(event) => {
            settings.change({ asksForLabel: event.currentTarget.checked });
          }}
        />
        <div className={classes['row']}>
          <span id="settings-keys">{t('settings.keys')}</span>
          <Button
            variant="default"
            size="xs"
            id="settings-keys-open"
            aria-labelledby="settings-keys settings-keys-open"
            onClick={() => {
              ui.openDialog('keys');
            }}
          >
            {t('settings.keysOpen')}
          </Button>
        </div>
      </div>
      <CheckSwitches />
      <p className={classes['version']}>{t('settings.version', { version })}</p>
    </Modal>
  );
}
