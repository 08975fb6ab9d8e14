import { Button, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '#renderer/i18n/useLanguage.ts';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { EmptyNotice } from '#renderer/ui/EmptyNotice.tsx';
import type { FindingGroup, RuntimeReport } from '#shared/graphView/diagnosis.ts';
import { paragraphOf, textOf } from '#shared/model/messages/message.ts';
import { useGrowingCount } from '../useGrowingCount.ts';
import classes from './Findings.module.css';
import { MetError, RuntimeWord } from './RuntimeWord.tsx';
import { SketchPicture } from './SketchPicture.tsx';

const icons: Readonly<Record<FindingGroup['severity'], Icon>> = {
  error: IconCircleX,
  warning: IconAlertTriangle,
  info: IconInfoCircle,
};

/** Cards that are put up in one frame. */
const cardsAtOnce = 4;
/** Places that a card lists before it is asked for more. */
const firstPlaces = 6;

/** The operators of a group, the first ones by name. */
function operatorsOf({ opTypes }: FindingGroup): string {
  const named = opTypes.slice(0, 3).join(', ');
  return opTypes.length > 3 ? `${named} +${opTypes.length - 3}` : named;
}

function Card({ group, runtime }: { readonly group: FindingGroup; readonly runtime: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { graph } = useWorkbench();
  const [isWhole, setIsWhole] = useState(false);
  const selection = useStore(graph, (state) => state.selection);
  const Sign = icons[group.severity];
  const places = isWhole ? group.places : group.places.slice(0, firstPlaces);
  return (
    <article
      className={classes['card']}
      data-severity={group.severity}
      data-finding={group.opType ?? group.code}
      aria-label={group.opType ?? group.code}
    >
      <header className={classes['head']}>
        <Sign
          size={16}
          stroke={1.75}
          className={classes['sign'] ?? ''}
          aria-label={t(`graph.severity.${group.severity}`)}
        />
        <strong title={group.opTypes.join(', ')}>
          {group.opType === null
            ? group.code
            : t('graph.findingTitle', { op: operatorsOf(group), count: group.count })}
        </strong>
        <span className={classes['runtime']}>{runtime}</span>
        <code className={classes['code']}>{group.code}</code>
      </header>
      <dl className={classes['body']}>
        <div>
          <dt>{t('graph.why')}</dt>
          <dd>{textOf(group.message, language)}</dd>
        </div>
        <div>
          <dt>{t('graph.whatToDo')}</dt>
          <dd>
            {paragraphOf(group.fix, language)}
            {group.sketch !== null && (
              <div className={classes['sketch']}>
                <div className={classes['way']}>
                  <span className={classes['where']}>{t('graph.sketchNow')}</span>
                  <SketchPicture graph={group.sketch.before} label={t('graph.sketchNow')} />
                </div>
                {group.sketch.after.map(({ where, graph: rewritten }) => (
                  <div key={textOf(where, 'en')} className={classes['way']}>
                    <span className={classes['where']}>{textOf(where, language)}</span>
                    <SketchPicture graph={rewritten} label={textOf(where, language)} />
                  </div>
                ))}
              </div>
            )}
          </dd>
        </div>
        {places.length > 0 && (
          <div>
            <dt>{t('graph.where')}</dt>
            <dd className={classes['places']}>
              {places.map((place) => (
                <UnstyledButton
                  key={`${place.graph} ${place.node}`}
                  className={classes['place'] ?? ''}
                  aria-current={place.graph === selection?.graph && place.node === selection.node}
                  title={place.scope === '' ? place.label : `${place.scope}: ${place.label}`}
                  onClick={() => void graph.reveal({ graph: place.graph, node: place.node })}
                >
                  {place.label}
                </UnstyledButton>
              ))}
              {!isWhole && group.places.length > firstPlaces && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => {
                    setIsWhole(true);
                  }}
                >
                  {t('graph.morePlaces', { count: group.count - firstPlaces })}
                </Button>
              )}
            </dd>
          </div>
        )}
      </dl>
    </article>
  );
}

function Cut({ report }: { readonly report: RuntimeReport }) {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const colouredBy = useStore(graph, (state) => state.colouredBy);
  const { cut } = report;
  if (cut === null) return null;
  return (
    <article className={classes['card']} data-severity="info" data-cut="" aria-label={t('graph.cutTitle')}>
      <header className={classes['head']}>
        <strong>{t('graph.cutTitle')}</strong>
        <span className={classes['runtime']}>{report.name}</span>
        <Button
          size="compact-xs"
          variant="default"
          ml="auto"
          aria-pressed={colouredBy === report.id}
          onClick={() => {
            graph.colourBy(colouredBy === report.id ? null : report.id);
          }}
        >
          {t(colouredBy === report.id ? 'graph.hideCut' : 'graph.showCut')}
        </Button>
      </header>
      <p className={classes['cutText']}>
        {t(cut.kind === 'prefix' ? 'graph.cutPrefix' : 'graph.cutSuffix', {
          part: cut.nodes.length,
          total: cut.total,
        })}
      </p>
      <div className={classes['places']}>
        {cut.values.slice(0, 12).map((value) => (
          <UnstyledButton
            key={value.name}
            className={classes['place'] ?? ''}
            title={value.typeText}
            onClick={() => void graph.reveal({ graph: 0, node: value.from ?? value.to })}
          >
            {value.name} <span className={classes['type']}>{value.typeText}</span>
          </UnstyledButton>
        ))}
      </div>
    </article>
  );
}

/** What keeps the model from running, by cause, the costliest first. */
export function Findings() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const diagnosis = useStore(graph, (state) => state.diagnosis);
  const colouredBy = useStore(graph, (state) => state.colouredBy);
  const count = cardsAtOnce + useGrowingCount((diagnosis?.groups.length ?? 0) - cardsAtOnce, cardsAtOnce);
  if (diagnosis === null) return <EmptyNotice title={t('graph.diagnosing')} />;
  const nameOf = (id: string | null): string =>
    id === null ? t('graph.theFile') : (diagnosis.runtimes.find((runtime) => runtime.id === id)?.name ?? id);
  const groups = diagnosis.groups.filter(
    ({ runtime }) => colouredBy === null || runtime === null || runtime === colouredBy,
  );
  const reports = diagnosis.runtimes.filter(({ id }) => colouredBy === null || id === colouredBy);
  const card = (group: FindingGroup) => (
    <Card
      key={`${group.runtime ?? ''} ${group.code} ${group.opType ?? ''} ${textOf(group.message, 'en')}`}
      group={group}
      runtime={nameOf(group.runtime)}
    />
  );
  // What stops the model comes first, then how far it comes, then the rest.
  const errors = groups.filter(({ severity }) => severity === 'error');
  const others = groups.filter(({ severity }) => severity !== 'error');
  return (
    <div className={classes['list']} tabIndex={0} aria-label={t('graph.findings')} role="region">
      <MetError />
      <RuntimeWord />
      {groups.length === 0 && (
        <EmptyNotice title={t(diagnosis.runtimes.length === 0 ? 'graph.noRuntimes' : 'graph.noFindings')}>
          {diagnosis.runtimes.length > 0 && t('graph.noFindingsText')}
        </EmptyNotice>
      )}
      {errors.slice(0, count).map(card)}
      {count >= errors.length && reports.map((report) => <Cut key={report.id} report={report} />)}
      {others.slice(0, Math.max(0, count - errors.length)).map(card)}
    </div>
  );
}
