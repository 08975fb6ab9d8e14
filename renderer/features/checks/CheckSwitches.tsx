import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatPercent } from '#renderer/i18n/formatNumber.ts';
import { inkChecks, type CheckKind } from '#renderer/stores/checkItem.ts';
import { isCheckOn } from '#renderer/stores/checksStore.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { measuredInk, measuredRules } from '#shared/checks/generated/measured.ts';
import { ruleIds } from '#shared/checks/suspicion.ts';
import classes from './CheckSwitches.module.css';

/** How often a check was right on formulas with known truth. */
function useFigure(kind: CheckKind): string {
  const { t, i18n } = useTranslation();
  if (kind === 'unboxedInk') {
    return t('checks.figure.listed', {
      share: formatPercent(measuredInk.listed, i18n.language),
      count: measuredInk.images,
    });
  }
  if (kind === 'inklessBox' || kind === 'cutInk') {
    return t('checks.figure.falseAlarms', { count: measuredInk.medianFalseAlarms });
  }
  const { precision, fixProposed, fixRight, planted } = measuredRules[kind];
  if (precision === null || fixProposed === null || fixRight === null) return t('checks.figure.none');
  const values = {
    share: formatPercent(precision, i18n.language),
    fixRight: formatPercent(fixRight, i18n.language),
    fixProposed: formatPercent(fixProposed, i18n.language),
    count: planted,
  };
  return fixProposed === 1
    ? t('checks.figure.precision', values)
    : t('checks.figure.precisionSometimes', values);
}

function CheckSwitch({ kind }: { readonly kind: CheckKind }) {
  const { t } = useTranslation();
  const { settings } = useWorkbench();
  const isOn = useStore(settings, ({ checks }) => isCheckOn(checks, kind));
  const figure = useFigure(kind);
  return (
    <Switch
      labelPosition="left"
      classNames={{
        body: classes['body'] ?? '',
        labelWrapper: classes['text'] ?? '',
        label: classes['label'] ?? '',
        description: classes['figure'] ?? '',
      }}
      label={t(`checks.kind.${kind}`)}
      description={figure}
      checked={isOn}
      onChange={(event) => {
        const isChecked = event.currentTarget.checked;
        settings.change({ checks: { ...settings.getState().checks, [kind]: isChecked } });
      }}
    />
  );
}

/** A switch for each check, with how well it did where the truth was known. */
export function CheckSwitches() {
  const { t } = useTranslation();
  return (
    <section className={classes['section']} aria-labelledby="check-switches">
      <h3 id="check-switches" className={classes['title']}>
        {t('checks.panel')}
      </h3>
      <p className={classes['method']}>{t('checks.method')}</p>
      {[...inkChecks, ...ruleIds].map((kind) => (
        <CheckSwitch key={kind} kind={kind} />
      ))}
    </section>
  );
}
