import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { defaultLookAlikes } from '#shared/annotation/lookAlikes.ts';
import { formatLookAlikes, parseLookAlikes } from './lookAlikesText.ts';

/** Groups of look-alikes as text, one a line. */
export function LookAlikesForm() {
  const { t } = useTranslation();
  const { preferences } = useWorkbench();
  const [text, setText] = useState(() => formatLookAlikes(preferences.getState().lookAlikes));
  const [saved, setSaved] = useState(text);
  const save = async (): Promise<void> => {
    const lookAlikes = parseLookAlikes(text);
    await preferences.change({ lookAlikes });
    const kept = formatLookAlikes(lookAlikes);
    setText(kept);
    setSaved(kept);
  };
  return (
    <Stack gap={12}>
      <Textarea
        autosize
        minRows={10}
        maxRows={18}
        spellCheck={false}
        aria-label={t('labels.lookAlikes')}
        description={t('labels.lookAlikesHint')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
        }}
      />
      <Group justify="flex-end" gap={8}>
        <Button
          variant="default"
          onClick={() => {
            setText(formatLookAlikes(defaultLookAlikes));
          }}
        >
          {t('labels.reset')}
        </Button>
        <Button disabled={text === saved} onClick={() => void save()}>
          {t('labels.save')}
        </Button>
      </Group>
    </Stack>
  );
}
