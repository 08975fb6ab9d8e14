import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/stores/workbench.ts';
import { TexFormula } from '#renderer/ui/TexFormula.tsx';
import classes from './KnownFormula.module.css';

/** The formula that the image's source says it shows: drawn, and as LaTeX to be copied. */
export function KnownFormula() {
  const { t } = useTranslation();
  const latex = useSession((state) => state.image?.latex ?? null);
  if (latex === null || latex.trim() === '') return null;
  return (
    <section className={classes['strip']} aria-label={t('formula.panel')}>
      <TexFormula tex={latex} className={classes['drawn']} />
      <div className={classes['source']}>
        <code title={latex}>{latex}</code>
        <CopyButton value={latex}>
          {({ copied, copy }) => (
            <ActionIcon
              size={22}
              aria-label={copied ? t('app.copied') : t('formula.copy')}
              title={t('formula.copy')}
              onClick={copy}
            >
              {copied ? <IconCheck size={14} stroke={2} /> : <IconCopy size={14} stroke={1.6} />}
            </ActionIcon>
          )}
        </CopyButton>
      </div>
    </section>
  );
}
