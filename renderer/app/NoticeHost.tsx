import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '#renderer/i18n/errorText.ts';
import type { Notice, NoticeTone } from '#renderer/stores/noticeStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import classes from './NoticeHost.module.css';

const looks: Readonly<Record<NoticeTone, { readonly color: string; readonly icon: React.ReactNode }>> = {
  info: { color: 'indigo', icon: <IconInfoCircle size={16} /> },
  success: { color: 'green', icon: <IconCheck size={16} /> },
  warning: { color: 'yellow', icon: <IconAlertTriangle size={16} /> },
  error: { color: 'red', icon: <IconExclamationCircle size={16} /> },
};

/** Long enough to read twice; errors and warnings stay until they are closed. */
const shownMs = 5000;

/** Shows the notices of the store as notifications, in the language of the moment. */
export function NoticeHost() {
  const { t } = useTranslation();
  const { notices } = useWorkbench();
  const open = useStore(notices, (state) => state.notices);
  const shown = useRef(new Set<number>());

  useEffect(() => {
    const show = ({ id, tone, text, action }: Notice): void => {
      shown.current.add(id);
      const words = 'error' in text ? errorText(t, text.error) : t(text.key, text.values ?? {});
      notifications.show({
        id: String(id),
        withBorder: true,
        color: looks[tone].color,
        icon: looks[tone].icon,
        autoClose: tone === 'error' || tone === 'warning' ? false : shownMs,
        role: tone === 'error' ? 'alert' : 'status',
        closeButtonProps: { 'aria-label': t('notices.close') },
        message: (
          <div className={classes['message']}>
            <span>{words}</span>
            {action !== null && (
              <Button
                variant="light"
                size="compact-sm"
                onClick={() => {
                  action.run();
                  // Who goes to what an error is about has read it.
                  if (tone === 'error') notices.close(id);
                }}
              >
                {t(action.labelKey)}
              </Button>
            )}
          </div>
        ),
        onClose: () => {
          notices.close(id);
        },
      });
    };
    const openIds = new Set(open.map(({ id }) => id));
    for (const id of shown.current) {
      if (openIds.has(id)) continue;
      shown.current.delete(id);
      notifications.hide(String(id));
    }
    for (const notice of open) if (!shown.current.has(notice.id)) show(notice);
  }, [open, notices, t]);

  return null;
}
