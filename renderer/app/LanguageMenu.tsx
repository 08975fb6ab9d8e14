import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { languageNames, type Language } from '#renderer/i18n/createI18n.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './LanguageMenu.module.css';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const { settings } = useWorkbench();
  const current = i18n.language.toUpperCase();
  const title = t('topBar.languageNow', { language: current });
  return (
    <Menu position="bottom-end" width={160}>
      <Menu.Target>
        <UnstyledButton className={classes['target'] ?? ''} aria-label={title} title={title}>
          <IconLanguage size={17} stroke={1.6} />
          {current}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(languageNames) as Language[]).map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={language === i18n.language}
            rightSection={language === i18n.language && <IconCheck size={14} stroke={2} />}
            onClick={() => {
              settings.change({ language });
            }}
          >
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
