import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconRestore } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import type { Command } from './command.ts';
import { keyCapsOf } from './formatKey.ts';
import { keyOfEvent, keysOf, ownerOf, withKeys } from './keyBindings.ts';
import classes from './KeySheet.module.css';
import { commands } from './registry.ts';

interface ShownKeysProps {
  readonly title: string;
  readonly keys: readonly string[];
  readonly children?: React.ReactNode;
}

/** A name and its keys. */
export function ShownKeys({ title, keys, children }: ShownKeysProps) {
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
        {children}
      </dd>
    </div>
  );
}

/** Numpad doubles of a key say nothing new. */
const withoutDoubles = (keys: readonly string[]): readonly string[] =>
  keys.filter((key, index) => index === 0 || !key.includes('Numpad'));

interface RecorderProps {
  readonly command: Command;
  readonly onKeys: (keys: readonly string[]) => void;
  readonly onCancel: () => void;
}

/** Waits for a key; one that another command has is given only when it is asked for once more. */
function Recorder({ command, onKeys, onCancel }: RecorderProps) {
  const { t } = useTranslation();
  const { settings, platform } = useWorkbench();
  const overrides = useStore(settings, (state) => state.keys);
  const [key, setKey] = useState<string | null>(null);
  const owner = key === null ? null : ownerOf(key, command.id, commands, overrides);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      // Enter and Tab reach the buttons once a key is there.
      if (key !== null && (event.code === 'Enter' || event.code === 'Tab')) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.code === 'Escape') onCancel();
      const pressed = keyOfEvent(event);
      if (pressed === null) return;
      if (ownerOf(pressed, command.id, commands, overrides) === null) onKeys([pressed]);
      else setKey(pressed);
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => {
      window.removeEventListener('keydown', press, { capture: true });
    };
  }, [command, key, overrides, onKeys, onCancel]);
  if (key === null || owner === null) {
    return (
      <span className={classes['recording']} role="status">
        {t('keys.press')}
      </span>
    );
  }
  return (
    <span className={classes['clash']} role="alert">
      <KeyCaps caps={keyCapsOf(key, platform)} />
      <span>{t('keys.taken', { command: t(owner.titleKey, owner.titleValues ?? {}) })}</span>
      <Button
        size="compact-xs"
        autoFocus
        onClick={() => {
          onKeys([key]);
        }}
      >
        {t('keys.takeOver')}
      </Button>
    </span>
  );
}

/** A command with its keys, which can be changed here. */
export function KeyRow({ command }: { readonly command: Command }) {
  const { t } = useTranslation();
  const { settings } = useWorkbench();
  const overrides = useStore(settings, (state) => state.keys);
  const [isRecording, setIsRecording] = useState(false);
  const title = t(command.titleKey, command.titleValues ?? {});
  const set = (keys: readonly string[] | null): void => {
    setIsRecording(false);
    const next = withKeys(command, keys, commands, overrides);
    settings.change({ keys: Object.fromEntries(Object.entries(next).map(([id, own]) => [id, [...own]])) });
  };
  const cancel = (): void => {
    setIsRecording(false);
  };
  if (isRecording) {
    return (
      <ShownKeys title={title} keys={[]}>
        <Recorder command={command} onKeys={set} onCancel={cancel} />
      </ShownKeys>
    );
  }
  return (
    <ShownKeys title={title} keys={withoutDoubles(keysOf(command, overrides))}>
      {overrides[command.id] !== undefined && (
        <ActionIcon
          size={20}
          className={classes['change'] ?? ''}
          data-changed
          aria-label={t('keys.reset', { command: title })}
          title={t('keys.reset', { command: title })}
          onClick={() => {
            set(null);
          }}
        >
          <IconRestore size={13} stroke={1.75} />
        </ActionIcon>
      )}
      <ActionIcon
        size={20}
        className={classes['change'] ?? ''}
        aria-label={t('keys.change', { command: title })}
        title={t('keys.change', { command: title })}
        onClick={() => {
          setIsRecording(true);
        }}
      >
        <IconPencil size={13} stroke={1.75} />
      </ActionIcon>
    </ShownKeys>
  );
}
