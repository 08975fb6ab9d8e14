import { Button, UnstyledButton } from '@mantine/core';
import { IconArrowDownLeft, IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandButton } from '#renderer/commands/CommandButton.tsx';
import { IconArrowBarDown, IconArrowBarUp, IconRoute, IconRouteAltLeft } from '@tabler/icons-react';
import { formatBytes, formatCompact } from '#renderer/i18n/formatNumber.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { NodeDetails, NodePort } from '#shared/graphView/nodeDetails.ts';
import { ConstantCard } from './ConstantCard.tsx';
import { LongList } from './LongList.tsx';
import classes from './NodePanel.module.css';

const icon = { size: 17, stroke: 1.6 } as const;

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes['section']} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Port({ port, index }: { readonly port: NodePort; readonly index: number }) {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  if (port.value === null) {
    return (
      <li className={classes['port']}>
        <span className={classes['index']}>{index}</span>
        <span className={classes['quiet']}>{t('graph.leftOut')}</span>
      </li>
    );
  }
  const { quantization } = port;
  return (
    <li className={classes['port']}>
      <span className={classes['index']}>{index}</span>
      <div className={classes['portBody']}>
        <span className={classes['portName']}>{port.name === '' ? t('graph.unnamed') : port.name}</span>
        <span className={classes['type']} title={port.isInferred ? t('graph.inferred') : undefined}>
          {port.typeText}
          {port.isInferred && ' *'}
        </span>
        {quantization !== null && quantization.scales.length > 0 && (
          <span className={classes['quiet']}>
            {t('graph.quantized', {
              scale: quantization.scales.map((scale) => Number(scale.toPrecision(4))).join(', '),
              zero: quantization.zeroPoints.join(', '),
            })}
          </span>
        )}
        {port.isGraphPort && <span className={classes['quiet']}>{t('graph.graphPort')}</span>}
        {port.ends.map((end) => (
          <UnstyledButton
            key={`${end.graph} ${end.node}`}
            className={classes['end'] ?? ''}
            title={end.label}
            onClick={() => void graph.reveal({ graph: end.graph, node: end.node })}
          >
            {end.label}
          </UnstyledButton>
        ))}
        {port.endCount > port.ends.length && (
          <span className={classes['quiet']}>
            {t('graph.moreEnds', { count: port.endCount - port.ends.length })}
          </span>
        )}
        {port.constant !== null && <ConstantCard constant={port.constant} />}
      </div>
    </li>
  );
}

/** All that is known of one node. */
export function NodePanel({ node }: { readonly node: NodeDetails }) {
  const { t, i18n } = useTranslation();
  const { graph } = useWorkbench();
  const compact = (count: number): string => formatCompact(count, i18n.language);
  const facts: readonly (readonly [string, string])[] = [
    ...(node.name === '' ? [] : [[t('graph.name'), node.name] as const]),
    ...(node.scope === '' ? [] : [[t('graph.scope'), node.scope] as const]),
    ...(node.version === null ? [] : [[t('graph.version'), String(node.version)] as const]),
    [t('graph.inGraph'), node.graphName],
    ...(node.bytes === 0 ? [] : [[t('graph.bytes'), formatBytes(node.bytes, i18n.language)] as const]),
    ...(node.parameters === 0 ? [] : [[t('graph.parameters'), compact(node.parameters)] as const]),
    ...(node.multiplyAdds === 0
      ? []
      : [
          [
            t('graph.multiplyAdds'),
            node.multiplyAdds === null ? t('models.unknown') : compact(node.multiplyAdds),
          ] as const,
        ]),
    ...(node.source.line === null
      ? node.source.byteOffset === null
        ? []
        : [
            [
              t('graph.source'),
              t('graph.atByte', { file: node.source.file, byte: node.source.byteOffset }),
            ] as const,
          ]
      : [
          [t('graph.source'), t('graph.atLine', { file: node.source.file, line: node.source.line })] as const,
        ]),
  ];
  return (
    <div className={classes['panel']}>
      <p className={classes['kind']}>{t(`graph.category.${node.category}`)}</p>
      <h2 className={classes['title']}>{node.opType}</h2>
      <div className={classes['tools']}>
        <CommandButton id="graph.traceInputs" icon={<IconArrowBarUp {...icon} />} />
        <CommandButton id="graph.traceOutputs" icon={<IconArrowBarDown {...icon} />} />
        <CommandButton id="graph.pathStart" icon={<IconRouteAltLeft {...icon} />} />
        <CommandButton id="graph.pathEnd" icon={<IconRoute {...icon} />} />
        {node.documentation !== null && (
          <a className={classes['link']} href={node.documentation} target="_blank" rel="noreferrer">
            {t('graph.documentation')}
            <IconExternalLink size={13} stroke={1.75} />
          </a>
        )}
      </div>
      {node.bodies.length > 0 && (
        <div className={classes['actions']}>
          {node.bodies.map((body) => (
            <Button
              key={body.graph}
              variant="default"
              size="compact-sm"
              leftSection={<IconArrowDownLeft size={14} stroke={1.75} />}
              onClick={() => {
                graph.enter(body.graph);
              }}
            >
              {body.attribute === ''
                ? body.name
                : t('graph.enterBody', { attribute: body.attribute, name: body.name })}
            </Button>
          ))}
        </div>
      )}
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {node.attributes.length > 0 && (
        <Section title={t('graph.attributes')}>
          <dl className={classes['attributes']}>
            {node.attributes.map(({ name, text, kind }) => (
              <div key={name} title={kind}>
                <dt>{name}</dt>
                <dd>{text === '' ? '“”' : text}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <Section title={t('graph.inputs', { count: node.inputs.length })}>
        <LongList key={`${node.graph} ${node.node}`} items={node.inputs} className={classes['ports']}>
          {(port, index) => <Port key={index} port={port} index={index} />}
        </LongList>
      </Section>
      {node.captured.length > 0 && (
        <Section title={t('graph.captured', { count: node.captured.length })}>
          <LongList key={`${node.graph} ${node.node}`} items={node.captured} className={classes['ports']}>
            {(port, index) => <Port key={index} port={port} index={index} />}
          </LongList>
        </Section>
      )}
      <Section title={t('graph.outputs', { count: node.outputs.length })}>
        <LongList key={`${node.graph} ${node.node}`} items={node.outputs} className={classes['ports']}>
          {(port, index) => <Port key={index} port={port} index={index} />}
        </LongList>
      </Section>
    </div>
  );
}
