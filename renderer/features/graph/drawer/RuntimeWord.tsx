import { Button, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useLanguage } from '#renderer/i18n/useLanguage.ts';
import { textOf } from '#shared/model/messages/message.ts';
import { useCommand } from '#renderer/commands/useCommand.ts';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import type { ExplainedError } from '#shared/graphView/runtimeAnswer.ts';
import type { FindingPlace } from '#shared/graphView/diagnosis.ts';
import classes from './Findings.module.css';

function Place({ place }: { readonly place: FindingPlace }) {
  const { graph } = useWorkbench();
  return (
    <UnstyledButton
      className={classes['place'] ?? ''}
      onClick={() => void graph.reveal({ graph: place.graph, node: place.node })}
    >
      {place.label}
    </UnstyledButton>
  );
}

function ErrorFacts({ error }: { readonly error: ExplainedError }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <dl className={classes['body']}>
      <div>
        <dt>{t('graph.why')}</dt>
        <dd>{error.facts.detail}</dd>
      </div>
      {error.fix !== null && (
        <div>
          <dt>{t('graph.whatToDo')}</dt>
          <dd>{textOf(error.fix, language)}</dd>
        </div>
      )}
      {error.place !== null && (
        <div>
          <dt>{t('graph.where')}</dt>
          <dd>
            <Place place={error.place} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The error that the model was opened for: what the detector met in it. */
export function MetError() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const met = useStore(graph, (state) => state.met);
  if (met === null) return null;
  return (
    <article className={classes['card']} data-severity="error" aria-label={t('graph.metError')}>
      <header className={classes['head']}>
        <strong>{t('graph.metError')}</strong>
      </header>
      <ErrorFacts error={met} />
    </article>
  );
}

/** What the runtime that comes with the app says of an ONNX model, once it is asked. */
export function RuntimeWord() {
  const { t } = useTranslation();
  const { graph } = useWorkbench();
  const answer = useStore(graph, (state) => state.answer);
  const isAsking = useStore(graph, (state) => state.isAsking);
  const isOnnx = useStore(graph, (state) => state.overview?.description.format === 'onnx');
  const { run } = useCommand('graph.askRuntime');
  if (!isOnnx) return null;
  const error = answer?.error ?? null;
  return (
    <article
      className={classes['card']}
      data-severity={error === null ? 'info' : 'error'}
      aria-label={t('graph.bundled')}
    >
      <header className={classes['head']}>
        <strong>{t('graph.bundled')}</strong>
        <Button size="compact-xs" variant="default" ml="auto" loading={isAsking} onClick={run}>
          {t('graph.askRuntime')}
        </Button>
      </header>
      {answer === null && <p className={classes['cutText']}>{t('graph.bundledText')}</p>}
      {answer !== null && error === null && <p className={classes['cutText']}>{t('graph.bundledLoads')}</p>}
      {error !== null && <ErrorFacts error={error} />}
      {answer !== null && (
        <p className={classes['cutText']}>
          {t('graph.bundledKinds', { agreements: answer.agreements, asked: answer.asked })}
        </p>
      )}
      {answer?.disagreements.map(({ opType, error: said, places, count }) => (
        <div key={`${opType} ${said ?? ''}`} className={classes['body']}>
          <div>
            <dt>{opType}</dt>
            <dd>
              {said === null
                ? t('graph.runtimeTakes', { count })
                : t('graph.runtimeRefuses', { count, error: said })}{' '}
              <span className={classes['places']}>
                {places.slice(0, 4).map((place) => (
                  <Place key={`${place.graph} ${place.node}`} place={place} />
                ))}
              </span>
            </dd>
          </div>
        </div>
      ))}
    </article>
  );
}
