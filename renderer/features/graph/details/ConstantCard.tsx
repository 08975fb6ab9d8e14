import { Button, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '#renderer/i18n/errorText.ts';
import { formatBytes, formatCompact } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { toWireError, type WireError } from '#shared/base/errors.ts';
import type { ConstantStatistics } from '#shared/graphView/constants/constantStatistics.ts';
import type { ConstantSummary } from '#shared/graphView/nodeDetails.ts';
import type { ConstantValues } from '#shared/ipc/worker/modelParse.ts';
import classes from './ConstantCard.module.css';
import { Histogram } from './Histogram.tsx';

/** Elements that are shown on demand, one page. */
const pageSize = 256;

function useStatistics(constant: ConstantSummary): {
  readonly statistics: ConstantStatistics | null;
  readonly error: WireError | null;
} {
  const { client, graph } = useWorkbench();
  const [statistics, setStatistics] = useState<ConstantStatistics | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  useEffect(() => {
    const handle = graph.getState().file?.handle;
    if (handle === undefined || !constant.isAvailable) return;
    let isOver = false;
    client.graph
      .constantStatistics({ handle, constant: constant.constant })
      .then((found) => {
        if (!isOver) setStatistics(found);
      })
      .catch((thrown: unknown) => {
        if (!isOver) setError(toWireError(thrown));
      });
    return () => {
      isOver = true;
    };
  }, [client, graph, constant]);
  return { statistics, error };
}

function Values({ constant }: { readonly constant: ConstantSummary }) {
  const { t, i18n } = useTranslation();
  const { client, graph, notices } = useWorkbench();
  const [offset, setOffset] = useState(0);
  const [found, setFound] = useState<ConstantValues | null>(null);
  const [form, setForm] = useState<'values' | 'hex'>('values');
  useEffect(() => {
    const handle = graph.getState().file?.handle;
    if (handle === undefined) return;
    let isOver = false;
    client.graph
      .constantValues({ handle, constant: constant.constant, offset, limit: pageSize })
      .then((values) => {
        if (!isOver) setFound(values);
      })
      .catch(notices.report);
    return () => {
      isOver = true;
    };
  }, [client, graph, notices, constant, offset]);
  if (found === null) return null;
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  return (
    <div className={classes['values']}>
      <SegmentedControl
        size="xs"
        value={form}
        onChange={(value) => {
          setForm(value === 'hex' ? 'hex' : 'values');
        }}
        data={[
          { value: 'values', label: t('graph.values') },
          { value: 'hex', label: t('graph.hex') },
        ]}
      />
      <pre
        className={classes['text']}
        tabIndex={0}
        aria-label={t(form === 'hex' ? 'graph.hex' : 'graph.values')}
      >
        {form === 'values' ? found.values.join('  ') : (found.hex.match(/.{1,2}/g) ?? []).join(' ')}
      </pre>
      <div className={classes['pages']}>
        <Button
          size="compact-xs"
          variant="default"
          disabled={offset === 0}
          onClick={() => {
            setOffset(Math.max(0, offset - pageSize));
          }}
        >
          {t('graph.before')}
        </Button>
        <span>
          {t('graph.valuesShown', {
            from: number(Math.min(found.count, offset + 1)),
            to: number(Math.min(found.count, offset + pageSize)),
            total: number(found.count),
          })}
        </span>
        <Button
          size="compact-xs"
          variant="default"
          disabled={offset + pageSize >= found.count}
          onClick={() => {
            setOffset(offset + pageSize);
          }}
        >
          {t('graph.after')}
        </Button>
      </div>
    </div>
  );
}

/** A constant: what its numbers are like, and the numbers themselves on demand. */
export function ConstantCard({ constant }: { readonly constant: ConstantSummary }) {
  const { t, i18n } = useTranslation();
  const { client, graph, notices } = useWorkbench();
  const [isShown, setIsShown] = useState(false);
  const { statistics, error } = useStatistics(constant);
  const number = (value: number | null): string =>
    value === null ? '–' : String(Number(value.toPrecision(4)));
  const percent = (share: number): string =>
    new Intl.NumberFormat(i18n.language, { style: 'percent', maximumSignificantDigits: 3 }).format(share);
  const save = async (): Promise<void> => {
    const handle = graph.getState().file?.handle;
    if (handle === undefined) return;
    try {
      const saved = await client.graph.saveConstant({
        handle,
        constant: constant.constant,
        name: constant.name.slice(0, 500),
      });
      if (saved !== null) notices.tell('success', { key: 'graph.saved', values: { path: saved.path } });
    } catch (thrown) {
      notices.report(thrown);
    }
  };
  return (
    <div className={classes['card']}>
      <p className={classes['head']}>
        {t('graph.constantFacts', {
          elements: constant.elements === null ? '?' : formatCompact(constant.elements, i18n.language),
          size: formatBytes(constant.storedBytes, i18n.language),
        })}
        {constant.isSparse && ` · ${t('graph.sparse')}`}
        {constant.externalFile !== null && ` · ${constant.externalFile}`}
      </p>
      {!constant.isAvailable && <p className={classes['warning']}>{t('graph.constantMissing')}</p>}
      {error !== null && <p className={classes['warning']}>{errorText(t, error)}</p>}
      {statistics !== null && statistics.count > 1 && (
        <>
          <Histogram statistics={statistics} />
          <dl className={classes['facts']}>
            <div>
              <dt>{t('graph.min')}</dt>
              <dd>{number(statistics.min)}</dd>
            </div>
            <div>
              <dt>{t('graph.max')}</dt>
              <dd>{number(statistics.max)}</dd>
            </div>
            <div>
              <dt>{t('graph.mean')}</dt>
              <dd>{number(statistics.mean)}</dd>
            </div>
            <div>
              <dt>{t('graph.deviation')}</dt>
              <dd>{number(statistics.deviation)}</dd>
            </div>
            <div>
              <dt>{t('graph.zeros')}</dt>
              <dd>{percent(statistics.zeros)}</dd>
            </div>
          </dl>
          {(statistics.nan > 0 || statistics.infinite > 0) && (
            <p className={classes['warning']}>
              {t('graph.notFinite', { nan: percent(statistics.nan), infinite: percent(statistics.infinite) })}
            </p>
          )}
          {statistics.beyondHalf > 0 && (
            <p className={classes['warning']}>
              {t('graph.beyondHalf', { share: percent(statistics.beyondHalf) })}
            </p>
          )}
          {statistics.lostInHalf > 0 && (
            <p className={classes['warning']}>
              {t('graph.lostInHalf', { share: percent(statistics.lostInHalf) })}
            </p>
          )}
          {statistics.subnormalInHalf > 0 && (
            <p className={classes['note']}>
              {t('graph.subnormalInHalf', { share: percent(statistics.subnormalInHalf) })}
            </p>
          )}
        </>
      )}
      {constant.isAvailable && (
        <div className={classes['actions']}>
          <Button
            size="compact-xs"
            variant="default"
            aria-expanded={isShown}
            onClick={() => {
              setIsShown(!isShown);
            }}
          >
            {t(isShown ? 'graph.hideValues' : 'graph.showValues')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => void save()}>
            {t('graph.saveNpy')}
          </Button>
        </div>
      )}
      {isShown && <Values constant={constant} />}
    </div>
  );
}
