import { createStore } from 'zustand/vanilla';
import type { Client } from '#renderer/ipc/client.ts';
import { toWireError } from '#shared/base/errors.ts';
import { nodeOfBox } from '#shared/graphView/buildScene.ts';
import type { GraphSample } from '#shared/graphView/graphSamples.ts';
import type { SceneLayout } from '#shared/graphView/layout/layoutScene.ts';
import type { Scene, SceneEdge, SceneItem } from '#shared/graphView/scene.ts';
import type { OpenGraph } from '#shared/ipc/contract/graph.ts';
import type { ScenePart } from '#shared/ipc/worker/modelParse.ts';
import type { GraphId } from '#shared/model/modelGraph.ts';
import type { Store } from './store.ts';
import { type GraphDrawer, type GraphState, type NodeKey, nothingOpen } from './graphState.ts';

export interface GraphActions {
  loadRecent(): Promise<void>;
  pick(what: 'file' | 'folder'): Promise<void>;
  openRecent(id: string): Promise<void>;
  openModel(modelId: string): Promise<void>;
  /** Opens a model of the library at the node that an error of ONNX Runtime is about. */
  openAtError(modelId: string, said: string): Promise<void>;
  openDropped(files: readonly File[]): Promise<void>;
  /** Opens a model that comes with the app and does not run where it is meant to. */
  openSample(sample: GraphSample): Promise<void>;
  /** Gives up reading. */
  cancel(): void;
  close(): void;
  /** Opens a group or a node's bodies in place, or closes it. */
  toggle(box: string): void;
  expandAll(): Promise<void>;
  collapseAll(): void;
  /** Shows a graph in a tab of its own. */
  enter(graph: GraphId): void;
  /** Goes back along the trail. */
  backTo(graph: GraphId): void;
  /** Selects what a box stands for. */
  selectBox(box: string | null): void;
  /** Selects a node and brings it into view, opening what is around it. */
  reveal(key: NodeKey): Promise<void>;
  /** Opens what is around a box of the outline and brings it into view. */
  revealGroup(graph: GraphId, within: readonly string[], box: string): Promise<void>;
  trace(direction: 'inputs' | 'outputs'): Promise<void>;
  markPathStart(): void;
  findPath(): Promise<boolean>;
  clearHighlight(): void;
  setQuery(query: string): void;
  requestSearch(): void;
  setDrawer(drawer: GraphDrawer): void;
  setRuntimes(ids: readonly string[] | null): void;
  colourBy(id: string | null): void;
  /** Has the runtime that comes with the app load the model and its nodes. */
  askRuntime(): Promise<void>;
}

export type GraphStore = Store<GraphState, GraphActions>;

/** Elements of a scene that are fetched at once: some milliseconds of the window's time. */
const partSize = 1500;

/** Elements of the scene that a part is of. */
function sizeOf({ itemCount, edgeCount }: ScenePart): number {
  return Math.max(itemCount, edgeCount);
}

export interface GraphStoreParts {
  readonly client: Pick<Client, 'graph' | 'grantDroppedFiles'>;
  readonly report: (thrown: unknown) => void;
  /** Lays a scene out; rejects with `job.cancelled` when another one is asked for. */
  readonly layOut: (scene: Scene) => Promise<SceneLayout>;
}

/** The model that is open in the graph window, how far it is opened, and what is selected in it. */
export function createGraphStore({ client, report, layOut }: GraphStoreParts): GraphStore {
  const store = createStore<GraphState>(() => ({ ...nothingOpen, recent: [] }));
  const { getState, setState } = store;
  /** The last request for a picture, a node and a model: older answers are let go. */
  let drawing = 0;
  let asking = 0;
  let reading = 0;

  const handleOf = (): string | null => getState().file?.handle ?? null;

  const fetchScene = async (handle: string): Promise<Scene> => {
    const { tab, open, colouredBy } = getState();
    const input = {
      handle,
      graph: tab,
      open: [...(open.get(tab) ?? [])],
      runtime: colouredBy,
      limit: partSize,
    };
    const items: SceneItem[] = [];
    const edges: SceneEdge[] = [];
    for (let offset = 0; ; offset += partSize) {
      const part = await client.graph.scene({ ...input, offset });
      items.push(...part.items);
      edges.push(...part.edges);
      if (offset + partSize >= sizeOf(part)) return { graph: tab, items, edges };
    }
  };

  const lightUp = async (): Promise<void> => {
    const handle = handleOf();
    const { highlight, tab } = getState();
    if (handle === null || highlight === null || highlight.graph !== tab) {
      setState({ highlighted: null });
      return;
    }
    const found =
      highlight.kind === 'path'
        ? await client.graph.shortestPath({
            handle,
            graph: highlight.graph,
            from: highlight.from,
            to: highlight.to,
          })
        : await client.graph.trace({
            handle,
            graph: highlight.graph,
            node: highlight.node,
            direction: highlight.kind,
          });
    if (getState().highlight === highlight) {
      setState({ highlighted: found === null ? null : new Set(found.boxes) });
    }
  };

  /** @param first - a part of the picture that came with the model */
  const draw = async (first: ScenePart | null = null): Promise<void> => {
    const handle = handleOf();
    if (handle === null) return;
    const mine = ++drawing;
    setState({ isDrawing: true });
    try {
      // What is here already is on its way to the layout before the window puts up all that is around the picture.
      const scene = first !== null && sizeOf(first) <= partSize ? first : await fetchScene(handle);
      if (mine !== drawing) return;
      const layout = await layOut(scene);
      if (mine !== drawing) return;
      setState({ picture: { scene, layout }, isDrawing: false });
      await lightUp();
    } catch (thrown) {
      if (mine !== drawing) return;
      setState({ isDrawing: false });
      report(thrown);
    }
  };

  const setOpen = (graph: GraphId, change: (open: Set<string>) => void): void => {
    const open = new Set(getState().open.get(graph));
    change(open);
    setState((state) => ({ open: new Map([...state.open, [graph, open]]) }));
  };

  const loadNode = async (key: NodeKey): Promise<void> => {
    const handle = handleOf();
    if (handle === null) return;
    const mine = ++asking;
    try {
      const node = await client.graph.node({ handle, ...key });
      // Nothing, or something else, may be selected by now.
      if (mine === asking && getState().selection === key) setState({ node });
    } catch (thrown) {
      report(thrown);
    }
  };

  const diagnose = async (): Promise<void> => {
    const handle = handleOf();
    if (handle === null) return;
    const { runtimes } = getState();
    try {
      const diagnosis = await client.graph.diagnose({
        handle,
        runtimes: runtimes === null ? null : [...runtimes],
      });
      if (handleOf() === handle && getState().runtimes === runtimes) setState({ diagnosis });
    } catch (thrown) {
      report(thrown);
    }
  };

  const loadRecent = async (): Promise<void> => {
    try {
      setState({ recent: await client.graph.listRecent({}) });
    } catch (thrown) {
      report(thrown);
    }
  };

  /** Opens what `ask` answers; the model that is open stays until the new one is read. */
  const openFrom = async (ask: () => Promise<OpenGraph | null>): Promise<void> => {
    const mine = ++reading;
    let file: OpenGraph | null = null;
    try {
      file = await ask();
      if (file === null || mine !== reading) return;
      setState((state) => ({ ...nothingOpen, phase: 'reading', file, drawer: state.drawer }));
      const { overview, scene } = await client.graph.read({ handle: file.handle, limit: partSize });
      if (mine !== reading) return;
      setState({
        phase: 'ready',
        overview,
        open: new Map(overview.graphs.map(({ id, open }) => [id, new Set(open)])),
        tab: overview.graphs[0]?.id ?? 0,
        trail: [overview.graphs[0]?.id ?? 0],
      });
      await draw(scene);
      if (mine !== reading) return;
      await diagnose();
      await loadRecent();
    } catch (thrown) {
      if (mine !== reading) return;
      const error = toWireError(thrown);
      if (error.code === 'job.cancelled') setState({ ...nothingOpen });
      // A file that was not even chosen has no page to tell it on.
      else if (file === null) report(thrown);
      else setState({ ...nothingOpen, phase: 'failed', file, error });
    }
  };

  const showTab = async (graph: GraphId, trail: readonly GraphId[]): Promise<void> => {
    if (getState().tab === graph && getState().picture !== null) return;
    setState({ tab: graph, trail, selectedBox: null });
    await draw();
  };

  /** The way of tabs down to a graph, by the nodes that run it. */
  const trailTo = (graph: GraphId): readonly GraphId[] => {
    const graphs = getState().overview?.graphs ?? [];
    const trail: GraphId[] = [graph];
    for (let at = graphs[graph]?.parent ?? null; at !== null; at = graphs[at.graph]?.parent ?? null) {
      if (trail.includes(at.graph)) break;
      trail.unshift(at.graph);
    }
    return trail[0] === 0 || graph === 0 ? trail : [0, ...trail];
  };

  const actions: GraphActions = {
    loadRecent,
    pick: (what) => openFrom(() => client.graph.pick({ what })),
    openRecent: (id) => openFrom(() => client.graph.openRecent({ id })),
    openModel: (modelId) => openFrom(() => client.graph.openModel({ modelId })),
    openAtError: async (modelId, said) => {
      await openFrom(() => client.graph.openModel({ modelId }));
      const handle = handleOf();
      if (handle === null || getState().phase !== 'ready') return;
      try {
        const met = await client.graph.explainError({ handle, said });
        if (handleOf() !== handle) return;
        setState({ met, drawer: 'findings' });
        if (met.place !== null) await actions.reveal({ graph: met.place.graph, node: met.place.node });
      } catch (thrown) {
        report(thrown);
      }
    },
    openSample: (sample) => openFrom(() => client.graph.openSample({ sample })),
    openDropped: (files) =>
      openFrom(async () =>
        client.graph.openGranted({ grantId: (await client.grantDroppedFiles(files)).grantId }),
      ),
    cancel: () => {
      reading++;
      drawing++;
      setState({ ...nothingOpen });
      client.graph.cancel({}).catch(report);
    },
    close: () => {
      reading++;
      drawing++;
      setState({ ...nothingOpen });
    },
    toggle: (box) => {
      setOpen(getState().tab, (open) => {
        if (!open.delete(box)) open.add(box);
      });
      setState({ selectedBox: box });
      void draw();
    },
    expandAll: async () => {
      const handle = handleOf();
      if (handle === null) return;
      try {
        const { tab } = getState();
        const groups = await client.graph.allGroups({ handle, graph: tab });
        setOpen(tab, (open) => {
          for (const box of groups) open.add(box);
        });
        await draw();
      } catch (thrown) {
        report(thrown);
      }
    },
    collapseAll: () => {
      setOpen(getState().tab, (open) => {
        open.clear();
      });
      void draw();
    },
    enter: (graph) => {
      const { trail, tab } = getState();
      if (graph === tab) return;
      const known = trail.indexOf(graph);
      void showTab(graph, known >= 0 ? trail.slice(0, known + 1) : [...trail, graph]);
    },
    backTo: (graph) => {
      const { trail } = getState();
      const known = trail.indexOf(graph);
      void showTab(graph, known >= 0 ? trail.slice(0, known + 1) : trailTo(graph));
    },
    selectBox: (box) => {
      const key = box === null ? null : nodeOfBox(box);
      setState({ selectedBox: box, selection: key, ...(key === null ? { node: null } : {}) });
      if (key !== null) void loadNode(key);
    },
    reveal: async (key) => {
      const handle = handleOf();
      if (handle === null) return;
      setState({ selection: key });
      const loading = loadNode(key);
      try {
        const place = await client.graph.locate({ handle, ...key });
        if (place === null || handleOf() !== handle) return;
        const { tab, open } = getState();
        const missing = place.open.filter((box) => open.get(place.graph)?.has(box) !== true);
        if (missing.length > 0) {
          setOpen(place.graph, (set) => {
            for (const box of missing) set.add(box);
          });
        }
        if (tab !== place.graph) setState({ tab: place.graph, trail: trailTo(place.graph) });
        if (missing.length > 0 || tab !== place.graph) await draw();
        setState((state) => ({
          selectedBox: place.box,
          focus: { box: place.box, request: state.focus.request + 1 },
        }));
        await loading;
      } catch (thrown) {
        report(thrown);
      }
    },
    revealGroup: async (graph, within, box) => {
      const { tab, open } = getState();
      const missing = within.filter((outer) => open.get(graph)?.has(outer) !== true);
      setOpen(graph, (set) => {
        for (const outer of missing) set.add(outer);
      });
      if (tab !== graph) setState({ tab: graph, trail: trailTo(graph) });
      if (missing.length > 0 || tab !== graph) await draw();
      setState((state) => ({
        selectedBox: box,
        selection: null,
        node: null,
        focus: { box, request: state.focus.request + 1 },
      }));
    },
    trace: async (direction) => {
      const { selection } = getState();
      if (selection === null) return;
      setState({ highlight: { kind: direction, ...selection } });
      try {
        await lightUp();
      } catch (thrown) {
        report(thrown);
      }
    },
    markPathStart: () => {
      setState((state) => ({ pathStart: state.selection }));
    },
    findPath: async () => {
      const { selection, pathStart } = getState();
      if (selection === null || pathStart === null || selection.graph !== pathStart.graph) return false;
      setState({
        highlight: { kind: 'path', graph: selection.graph, from: pathStart.node, to: selection.node },
      });
      try {
        await lightUp();
      } catch (thrown) {
        report(thrown);
      }
      const isFound = getState().highlighted !== null;
      if (!isFound) setState({ highlight: null });
      return isFound;
    },
    clearHighlight: () => {
      setState({ highlight: null, highlighted: null, pathStart: null });
    },
    setQuery: (query) => {
      setState({ query });
    },
    requestSearch: () => {
      setState((state) => ({ searchRequest: state.searchRequest + 1 }));
    },
    setDrawer: (drawer) => {
      setState({ drawer });
    },
    setRuntimes: (runtimes) => {
      const { colouredBy } = getState();
      const isColourKept = colouredBy === null || runtimes === null || runtimes.includes(colouredBy);
      setState({ runtimes, colouredBy: isColourKept ? colouredBy : null });
      void diagnose();
      if (!isColourKept) void draw();
    },
    askRuntime: async () => {
      const handle = handleOf();
      if (handle === null || getState().isAsking) return;
      setState({ isAsking: true });
      try {
        const answer = await client.graph.askRuntime({ handle });
        if (handleOf() !== handle) return;
        setState({ answer, isAsking: false });
        // Its word goes before the tables'.
        await diagnose();
        if (getState().colouredBy !== null) await draw();
      } catch (thrown) {
        if (handleOf() === handle) setState({ isAsking: false });
        report(thrown);
      }
    },
    colourBy: (colouredBy) => {
      setState({ colouredBy });
      void draw();
    },
  };
  return Object.assign(store, actions);
}
