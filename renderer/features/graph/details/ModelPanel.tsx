import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatBytes, formatCompact } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { LedgerLine } from '#shared/graphView/nodeCosts.ts';
import type { PortDescription } from '#shared/model/modelDescription.ts';
import { LongList } from './LongList.tsx';
import classes from './ModelPanel.module.css';
import nodeClasses from './NodePanel.module.css';

function Ports({ title, ports }: { readonly title: string; readonly ports: readonly PortDescription[] }) {
  return (
    <section className={nodeClasses['section']} aria-label={title}>
      <h2>{title}</h2>
      <LongList items={ports} className={classes['ports']}>
        {({ name, typeText }, index) => (
          <li key={index}>
            <span>{name}</span>
            <code>{typeText}</code>
          </li>
        )}
      </LongList>
    </section>
  );
}

function LedgerTable({ lines }: { readonly lines: readonly LedgerLine[] }) {
  const { t, i18n } = useTranslation();
  const most = Math.max(1, ...lines.map(({ bytes }) => bytes));
  return (
    <table className={classes['ledger']}>
      <thead>
        <tr>
          <th>{t('graph.ledgerName')}</th>
          <th>{t('graph.ledgerNodes')}</th>
          <th>{t('graph.bytes')}</th>
          <th>{t('graph.macs')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name}>
            <td title={line.name}>
              <span className={classes['bar']} style={{ width: `${(line.bytes / most) * 100}%` }} />
              <span className={classes['ledgerName']}>
                {line.name === '' ? t('graph.others') : line.name}
              </span>
            </td>
            <td>{line.nodes}</td>
            <td>{formatBytes(line.bytes, i18n.language)}</td>
            <td>{line.multiplyAdds === 0 ? '–' : formatCompact(line.multiplyAdds, i18n.language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The model as a whole: who made it, what goes in and out, and where its bytes are. */
export function ModelPanel() {
  const { t, i18n } = useTranslation();
  const { graph } = useWorkbench();
  const overview = useStore(graph, (state) => state.overview);
  const [by, setBy] = useState<'operator' | 'scope'>('operator');
  if (overview === null) return null;
  const { description, ledger } = overview;
  const [main] = description.graphs;
  const compact = (count: number): string => formatCompact(count, i18n.language);
  const facts: readonly (readonly [string, string])[] = [
    [t('graph.format'), description.formatVersion],
    ...(description.producer === null ? [] : [[t('graph.producer'), description.producer] as const]),
    ...(description.opsets.length === 0
      ? []
      : [
          [
            t('graph.opsets'),
            description.opsets
              .map(({ domain, version }) => `${domain === '' ? 'ai.onnx' : domain} ${version}`)
              .join(', '),
          ] as const,
        ]),
    [t('graph.graphs'), String(description.graphs.length)],
    [t('graph.nodesFact'), String(description.nodeCount)],
    [t('graph.parameters'), compact(description.parameterCount)],
    [t('graph.weights'), formatBytes(description.constantBytes, i18n.language)],
    [
      t('graph.multiplyAdds'),
      ledger.multiplyAdds === 0 && ledger.unknownNodes > 0
        ? t('models.unknown')
        : ledger.unknownNodes > 0
          ? t('graph.macsWithout', { macs: compact(ledger.multiplyAdds), count: ledger.unknownNodes })
          : compact(ledger.multiplyAdds),
    ],
  ];
  return (
    <div className={nodeClasses['panel']}>
      <dl className={nodeClasses['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {main !== undefined && (
        <>
          <Ports title={t('graph.inputs', { count: main.inputs.length })} ports={main.inputs} />
          <Ports title={t('graph.outputs', { count: main.outputs.length })} ports={main.outputs} />
        </>
      )}
      <section className={nodeClasses['section']} aria-label={t('graph.ledger')}>
        <div className={classes['ledgerHead']}>
          <h2>{t('graph.ledger')}</h2>
          <SegmentedControl
            value={by}
            onChange={(value) => {
              setBy(value === 'scope' ? 'scope' : 'operator');
            }}
            data={[
              { value: 'operator', label: t('graph.byOperator') },
              { value: 'scope', label: t('graph.byScope') },
            ]}
          />
        </div>
        <LedgerTable lines={by === 'operator' ? ledger.byOperator : ledger.byScope} />
      </section>
      {description.metadata.length > 0 && (
        <section className={nodeClasses['section']} aria-label={t('graph.metadata')}>
          <h2>{t('graph.metadata')}</h2>
          <dl className={nodeClasses['attributes']}>
            {description.metadata.slice(0, 100).map(({ name, value }, index) => (
              <div key={index}>
                <dt>{name}</dt>
                <dd>{value.slice(0, 2000)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}
