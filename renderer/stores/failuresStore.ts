import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import type {
  RunSummary,
  ShownEvaluation,
  WindowCase,
  WindowCaseQuery,
} from '#shared/ipc/contract/evaluation.ts';
import type { CaseOrder } from '#shared/dataset/savedView.ts';
import { withoutLike } from '#shared/evaluation/rankedQuery.ts';
import { readCaseTerms } from '#shared/evaluation/caseTerms.ts';
import type { JobFinished } from '#shared/ipc/events.ts';
import type { JobStore } from './jobStore.ts';
import type { Store } from './store.ts';

/** Cases that are asked for at once. */
const pageSize = 100;

/** A typed query as it goes over the border, where lists can be changed. */
export function queryOf(typed: string, sort: CaseOrder, descending: boolean): WindowCaseQuery {
  const { kinds, tides, labels, sources, writers, changes, survivals, ...terms } = readCaseTerms(typed);
  return {
    ...terms,
    ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    ...(tides === undefined ? {} : { tides: [...tides] }),
    ...(labels === undefined ? {} : { labels: [...labels] }),
    ...(sources === undefined ? {} : { sources: [...sources] }),
    ...(writers === undefined ? {} : { writers: [...writers] }),
    ...(changes === undefined ? {} : { changes: [...changes] }),
    ...(survivals === undefined ? {} : { survivals: [...survivals] }),
    sort,
    descending,
  };
}

/** All errors, those first that cost the formula most. */
export const allErrors: WindowCaseQuery = queryOf('error:any', 'cost', true);

/** Detections that a second run has not, has otherwise, or has alone. */
const notSurviving = queryOf('survival:lost,new,moved,relabelled', 'score', true);

/** What a person has set, apart from what was found. */
export interface EvaluationSettings {
  readonly runId: string;
  readonly againstId: string | null;
}

export interface FailuresState extends EvaluationSettings {
  readonly runs: readonly RunSummary[];
  /** `empty`: nothing has been evaluated; `running`: the first figures are not there yet. */
  readonly phase: 'empty' | 'running' | 'ready';
  readonly isRunning: boolean;
  readonly shown: ShownEvaluation | null;
  /** Why the last evaluation gave nothing; null when it did. */
  readonly problem: JobFinished['error'];
  /** Something was changed in the project since. */
  readonly isStale: boolean;
  readonly query: WindowCaseQuery;
  readonly total: number;
  /** Loaded cases by their place in the gallery. */
  readonly cases: ReadonlyMap<number, WindowCase>;
  /** The case under the cursor of the gallery. */
  readonly cursor: number;
  /** The case that is open on the canvas, to come back from. */
  readonly opened: WindowCase | null;
}

interface FailuresActions {
  loadRuns(): Promise<void>;
  addFile(): Promise<void>;
  runModel(modelId: string): Promise<void>;
  /** Runs two models on the reviewed images where that has not been done, and shows which boxes do not survive. */
  compareModels(modelId: string, againstModelId: string): Promise<void>;
  change(settings: Partial<EvaluationSettings>): void;
  evaluate(): Promise<void>;
  /** Looks for other cases; the gallery begins anew. */
  look(query: WindowCaseQuery): Promise<void>;
  /** Ranks the cases that are shown by how much they look like one of them. */
  lookAlike(caseId: number): Promise<void>;
  /** Sees to it that these places of the gallery are loaded. */
  ensure(from: number, to: number): Promise<void>;
  moveCursor(to: number): void;
  open(opened: WindowCase | null): void;
  saveReport(): Promise<string | null>;
  /** An evaluation under way has figures to show. */
  showFigures(): Promise<void>;
  markStale(): void;
  onFinished(finished: JobFinished): void;
  clear(): void;
}

export type FailuresStore = Store<FailuresState, FailuresActions>;

const initial: FailuresState = {
  runs: [],
  phase: 'empty',
  isRunning: false,
  shown: null,
  problem: null,
  isStale: false,
  runId: 'stored',
  againstId: null,
  query: allErrors,
  total: 0,
  cases: new Map(),
  cursor: 0,
  opened: null,
};

export interface FailuresStoreParts {
  readonly client: Pick<Client, 'evaluation'>;
  readonly jobs: Pick<JobStore, 'start'>;
  /** The sliders of the canvas: what is judged is what is seen there. */
  readonly sliders: () => { readonly scoreThreshold: number; readonly nmsThreshold: number };
  readonly report: (thrown: unknown) => void;
}

/** IoU from which on a detection is right. */
const rightIou = 0.5;

/** Runs, the evaluation of one of them, and the gallery of its cases. */
export function createFailuresStore({ client, jobs, sliders, report }: FailuresStoreParts): FailuresStore {
  const store = createStore<FailuresState>(() => initial);
  const { evaluation } = client;
  /** Answers for an older query are thrown away. */
  let asked = 0;
  const underway = new Set<number>();
  /** Jobs whose end is waited for; an end may come before the answer that names the job. */
  const ends = new Map<string, { readonly ended: Promise<JobFinished>; end(finished: JobFinished): void }>();
  const endOf = (
    jobId: string,
  ): { readonly ended: Promise<JobFinished>; end(finished: JobFinished): void } => {
    const known = ends.get(jobId);
    if (known !== undefined) return known;
    let end: (finished: JobFinished) => void = () => undefined;
    const ended = new Promise<JobFinished>((resolve) => {
      end = resolve;
    });
    const made = { ended, end };
    ends.set(jobId, made);
    return made;
  };
  /** Counts the projects that were open: the end of a job of another one means nothing here. */
  let projects = 0;

  const loadPage = async (page: number): Promise<void> => {
    const mine = asked;
    if (underway.has(page)) return;
    underway.add(page);
    try {
      const { query } = store.getState();
      const offset = page * pageSize;
      const { total, cases } = await evaluation.cases({ query, offset, limit: pageSize });
      if (mine !== asked) return;
      store.setState((state) => {
        const loaded = new Map(state.cases);
        for (const [i, found] of cases.entries()) loaded.set(offset + i, found);
        return { total, cases: loaded };
      });
    } catch (thrown) {
      if (mine === asked) report(thrown);
    } finally {
      underway.delete(page);
    }
  };

  const show = async (query: WindowCaseQuery): Promise<void> => {
    asked += 1;
    underway.clear();
    store.setState({ query, cases: new Map(), total: 0, cursor: 0 });
    await loadPage(0);
  };

  /** Another query has another order: a ranking is of the cases that it was made of. */
  const look = (query: WindowCaseQuery): Promise<void> => show(withoutLike(query));

  /** The same cases judged anew: one stays where one was in the gallery. */
  const lookAgain = async (): Promise<void> => {
    asked += 1;
    underway.clear();
    const { cursor } = store.getState();
    store.setState({ cases: new Map() });
    await loadPage(Math.floor(cursor / pageSize));
    store.setState(({ total }) => ({ cursor: Math.max(0, Math.min(total - 1, cursor)) }));
  };

  /** Runs a job to its end; null where it did not begin. */
  const runJob = async (ask: () => Promise<{ readonly jobId: string }>): Promise<JobFinished | null> => {
    let jobId = '';
    const hasStarted = await jobs.start('evaluate', async () => {
      const job = await ask();
      ({ jobId } = job);
      return job;
    });
    if (!hasStarted) return null;
    const ended = await endOf(jobId).ended;
    ends.delete(jobId);
    return ended;
  };

  const loadRuns = async (): Promise<void> => {
    try {
      store.setState({ runs: await evaluation.runs({}) });
    } catch (thrown) {
      report(thrown);
    }
  };

  const runModel = async (modelId: string, isReusable: boolean): Promise<JobFinished | null> => {
    const ended = await runJob(() => evaluation.runModel({ modelId, isReusable }));
    await loadRuns();
    return ended;
  };

  /** The run of a model on the reviewed images, made where there is none that has all of them; null where that fails. */
  const runOfModel = async (modelId: string): Promise<string | null> => {
    if ((await runModel(modelId, true))?.outcome !== 'done') return null;
    return store.getState().runs.find(({ kind, name }) => kind === 'model' && name === modelId)?.id ?? null;
  };

  const evaluate = async (): Promise<void> => {
    const { runId, againstId, shown, isRunning } = store.getState();
    const { scoreThreshold: score, nmsThreshold: nms } = sliders();
    if (isRunning) return;
    // Cases that are judged anew have other ids, so a ranking of them is void.
    const { query } = store.getState();
    if (query.like !== undefined) void look(query);
    // What is changed from now on is not in these figures.
    store.setState({
      isRunning: true,
      isStale: false,
      problem: null,
      phase: shown === null ? 'running' : 'ready',
    });
    const mine = projects;
    const ended = await runJob(() => evaluation.start({ runId, againstId, score, nms, iou: rightIou }));
    if (mine !== projects) return;
    if (ended?.outcome === 'done') {
      await showLast().catch(report);
      store.setState({ isRunning: false });
      return;
    }
    store.setState((state) => ({
      isRunning: false,
      problem: ended?.error ?? null,
      phase: state.shown === null ? 'empty' : 'ready',
    }));
  };

  const showLast = async (): Promise<void> => {
    const shown = await evaluation.shown({});
    store.setState({ shown, phase: shown === null ? 'empty' : 'ready' });
    if (shown === null) return;
    await lookAgain();
  };

  return Object.assign(store, {
    loadRuns,
    addFile: async () => {
      try {
        const added = await evaluation.addFile({});
        if (added === null) return;
        store.setState({ runs: await evaluation.runs({}), againstId: added.id });
        await evaluate();
      } catch (thrown) {
        report(thrown);
      }
    },
    runModel: async (modelId: string) => {
      await runModel(modelId, false);
    },
    compareModels: async (modelId: string, againstModelId: string) => {
      const mine = projects;
      const runId = await runOfModel(modelId);
      const againstId = runId === null ? null : await runOfModel(againstModelId);
      if (runId === null || againstId === null || mine !== projects) return;
      store.setState({ runId, againstId, query: notSurviving });
      await evaluate();
    },
    change: (settings: Partial<EvaluationSettings>) => {
      store.setState(settings);
      if (store.getState().shown !== null) void evaluate();
    },
    evaluate,
    look,
    lookAlike: async (caseId: number) => {
      const before = store.getState().query;
      const query = withoutLike(before);
      const ended = await runJob(() => evaluation.rank({ query, caseId }));
      // Who has asked for other cases meanwhile is left with those.
      if (ended?.outcome === 'done' && store.getState().query === before)
        await show({ ...query, like: caseId });
    },
    ensure: async (from: number, to: number) => {
      const { cases, total } = store.getState();
      const last = Math.min(to, total - 1);
      const pages: Promise<void>[] = [];
      for (let page = Math.floor(from / pageSize); page * pageSize <= last; page += 1)
        if (!cases.has(page * pageSize)) pages.push(loadPage(page));
      await Promise.all(pages);
    },
    moveCursor: (to: number) => {
      const { total } = store.getState();
      store.setState({ cursor: Math.max(0, Math.min(total - 1, to)) });
    },
    open: (opened: WindowCase | null) => {
      store.setState({ opened });
    },
    saveReport: async () => {
      try {
        return (await evaluation.saveReport({ query: store.getState().query }))?.file ?? null;
      } catch (thrown) {
        report(thrown);
        return null;
      }
    },
    showFigures: async () => {
      if (store.getState().isRunning) await showLast().catch(report);
    },
    markStale: () => {
      if (store.getState().shown !== null) store.setState({ isStale: true });
    },
    onFinished: (finished: JobFinished) => {
      if (finished.kind === 'evaluate') endOf(finished.jobId).end(finished);
    },
    clear: () => {
      asked += 1;
      underway.clear();
      projects += 1;
      store.setState(initial);
    },
  });
}
