import type { Workbench } from '#renderer/stores/workbench.ts';
import type { Command } from './command.ts';

const isGraphShown = ({ ui }: Workbench): boolean => ui.getState().workspace === 'graph';
const hasGraph = (workbench: Workbench): boolean =>
  isGraphShown(workbench) && workbench.graph.getState().phase === 'ready';
const hasNode = (workbench: Workbench): boolean =>
  hasGraph(workbench) && workbench.graph.getState().selection !== null;
const hasBox = (workbench: Workbench): boolean =>
  hasGraph(workbench) && workbench.graph.getState().selectedBox !== null;

const step = 1.25;

async function savePicture(
  { graph, graphControls, client, notices }: Workbench,
  form: 'png' | 'svg',
): Promise<void> {
  const drawn = graphControls.current;
  const { file } = graph.getState();
  if (drawn === null || file === null) return;
  const bytes =
    form === 'svg'
      ? new TextEncoder().encode(drawn.saveSvg())
      : new Uint8Array(await (await drawn.savePng()).arrayBuffer());
  const saved = await client.graph.savePicture({ handle: file.handle, form, bytes });
  if (saved !== null) notices.tell('success', { key: 'graph.saved', values: { path: saved.path } });
}

async function saveReport({ graph, client, notices }: Workbench, form: 'markdown' | 'json'): Promise<void> {
  const { file, runtimes } = graph.getState();
  if (file === null) return;
  const saved = await client.graph.saveReport({
    handle: file.handle,
    runtimes: runtimes === null ? null : [...runtimes],
    form,
  });
  if (saved !== null) notices.tell('success', { key: 'graph.saved', values: { path: saved.path } });
}

export const graphCommands: readonly Command[] = [
  {
    id: 'graph.open',
    titleKey: 'commands.graph.open',
    group: 'graph',
    keys: ['$mod+Shift+KeyM'],
    whileTyping: true,
    isEnabled: () => true,
    run: async ({ graph, ui }) => {
      ui.show('graph');
      await graph.pick('file');
    },
  },
  {
    id: 'graph.openFolder',
    titleKey: 'commands.graph.openFolder',
    group: 'graph',
    keys: [],
    isEnabled: () => true,
    run: async ({ graph, ui }) => {
      ui.show('graph');
      await graph.pick('folder');
    },
  },
  {
    id: 'graph.openSample',
    titleKey: 'commands.graph.openSample',
    group: 'graph',
    keys: [],
    isEnabled: () => true,
    run: async ({ graph, ui }) => {
      ui.show('graph');
      await graph.openSample('tensorflow');
    },
  },
  {
    id: 'graph.tour',
    titleKey: 'commands.graph.tour',
    group: 'graph',
    keys: [],
    isEnabled: () => true,
    run: async ({ graphTour, ui }) => {
      ui.show('graph');
      await graphTour.start();
    },
  },
  {
    id: 'graph.search',
    titleKey: 'commands.graph.search',
    group: 'graph',
    keys: ['Slash', '$mod+Shift+KeyF'],
    isEnabled: hasGraph,
    run: ({ graph }) => {
      graph.requestSearch();
    },
  },
  {
    id: 'graph.fit',
    titleKey: 'commands.graph.fit',
    group: 'graph',
    keys: ['Shift+Digit0', '$mod+Digit0'],
    isEnabled: hasGraph,
    run: ({ graphControls }) => {
      graphControls.current?.fit();
    },
  },
  {
    id: 'graph.zoomIn',
    titleKey: 'commands.graph.zoomIn',
    group: 'graph',
    keys: ['$mod+[Shift]+Equal'],
    repeats: true,
    isEnabled: hasGraph,
    run: ({ graphControls }) => {
      graphControls.current?.zoomBy(step);
    },
  },
  {
    id: 'graph.zoomOut',
    titleKey: 'commands.graph.zoomOut',
    group: 'graph',
    keys: ['$mod+Minus'],
    repeats: true,
    isEnabled: hasGraph,
    run: ({ graphControls }) => {
      graphControls.current?.zoomBy(1 / step);
    },
  },
  {
    id: 'graph.toggle',
    titleKey: 'commands.graph.toggle',
    group: 'graph',
    keys: ['KeyO'],
    isEnabled: hasBox,
    run: ({ graph }) => {
      const { selectedBox, picture } = graph.getState();
      const item = picture?.scene.items.find(({ id }) => id === selectedBox);
      if (selectedBox !== null && item !== undefined && (item.canOpen || item.isOpen))
        graph.toggle(selectedBox);
    },
  },
  {
    id: 'graph.enter',
    titleKey: 'commands.graph.enter',
    group: 'graph',
    keys: ['Shift+KeyO'],
    isEnabled: hasNode,
    run: ({ graph }) => {
      const [body] = graph.getState().node?.bodies ?? [];
      if (body !== undefined) graph.enter(body.graph);
    },
  },
  {
    id: 'graph.back',
    titleKey: 'commands.graph.back',
    group: 'graph',
    keys: ['$mod+Shift+ArrowUp'],
    isEnabled: (workbench) => hasGraph(workbench) && workbench.graph.getState().trail.length > 1,
    run: ({ graph }) => {
      const above = graph.getState().trail.at(-2);
      if (above !== undefined) graph.backTo(above);
    },
  },
  {
    id: 'graph.expandAll',
    titleKey: 'commands.graph.expandAll',
    group: 'graph',
    keys: ['Shift+KeyE'],
    isEnabled: hasGraph,
    run: ({ graph }) => graph.expandAll(),
  },
  {
    id: 'graph.collapseAll',
    titleKey: 'commands.graph.collapseAll',
    group: 'graph',
    keys: ['Shift+KeyC'],
    isEnabled: hasGraph,
    run: ({ graph }) => {
      graph.collapseAll();
    },
  },
  {
    id: 'graph.traceInputs',
    titleKey: 'commands.graph.traceInputs',
    group: 'graph',
    keys: ['Shift+KeyI'],
    isEnabled: hasNode,
    run: ({ graph }) => graph.trace('inputs'),
  },
  {
    id: 'graph.traceOutputs',
    titleKey: 'commands.graph.traceOutputs',
    group: 'graph',
    keys: ['Shift+KeyU'],
    isEnabled: hasNode,
    run: ({ graph }) => graph.trace('outputs'),
  },
  {
    id: 'graph.pathStart',
    titleKey: 'commands.graph.pathStart',
    group: 'graph',
    keys: ['Shift+KeyA'],
    isEnabled: hasNode,
    run: ({ graph, notices }) => {
      graph.markPathStart();
      notices.tell('info', { key: 'graph.pathStartMarked' });
    },
  },
  {
    id: 'graph.pathEnd',
    titleKey: 'commands.graph.pathEnd',
    group: 'graph',
    keys: ['Shift+KeyB'],
    isEnabled: (workbench) => hasNode(workbench) && workbench.graph.getState().pathStart !== null,
    run: async ({ graph, notices }) => {
      if (!(await graph.findPath())) notices.tell('info', { key: 'graph.noPath' });
    },
  },
  {
    id: 'graph.clearHighlight',
    titleKey: 'commands.graph.clearHighlight',
    group: 'graph',
    keys: ['Shift+Escape'],
    isEnabled: (workbench) => hasGraph(workbench) && workbench.graph.getState().highlight !== null,
    run: ({ graph }) => {
      graph.clearHighlight();
    },
  },
  {
    id: 'graph.askRuntime',
    titleKey: 'commands.graph.askRuntime',
    group: 'graph',
    keys: [],
    isEnabled: (workbench) =>
      hasGraph(workbench) && workbench.graph.getState().overview?.description.format === 'onnx',
    run: ({ graph }) => graph.askRuntime(),
  },
  {
    id: 'graph.saveSvg',
    titleKey: 'commands.graph.saveSvg',
    group: 'graph',
    keys: [],
    isEnabled: hasGraph,
    run: (workbench) => savePicture(workbench, 'svg'),
  },
  {
    id: 'graph.savePng',
    titleKey: 'commands.graph.savePng',
    group: 'graph',
    keys: [],
    isEnabled: hasGraph,
    run: (workbench) => savePicture(workbench, 'png'),
  },
  {
    id: 'graph.saveMarkdown',
    titleKey: 'commands.graph.saveMarkdown',
    group: 'graph',
    keys: [],
    isEnabled: hasGraph,
    run: (workbench) => saveReport(workbench, 'markdown'),
  },
  {
    id: 'graph.saveJson',
    titleKey: 'commands.graph.saveJson',
    group: 'graph',
    keys: [],
    isEnabled: hasGraph,
    run: (workbench) => saveReport(workbench, 'json'),
  },
];
