import { always, hasImage, hasProject, type Command } from './command.ts';
import { palette } from './palette.ts';

const zoomStep = 1.25;

export const viewCommands: readonly Command[] = [
  {
    id: 'tool.select',
    titleKey: 'commands.tool.select',
    group: 'view',
    keys: ['KeyV'],
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.setTool('select');
    },
  },
  {
    id: 'tool.drawBox',
    titleKey: 'commands.tool.drawBox',
    group: 'view',
    keys: ['KeyB'],
    isEnabled: hasImage,
    run: ({ canvas, labels, notices, settings, ui }) => {
      canvas.setTool('drawBox');
      // A box needs a label, and a project that has detected and imported nothing has none.
      if (labels.getState().labels.length > 0) return;
      notices.tell('info', { key: 'boxes.needLabel' });
      settings.setPanelCollapsed('inspector', false);
      ui.requestLabelField();
    },
  },
  {
    id: 'tool.pan',
    titleKey: 'commands.tool.pan',
    group: 'view',
    keys: ['KeyH'],
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.setTool('pan');
    },
  },
  {
    id: 'view.zoomIn',
    titleKey: 'commands.view.zoomIn',
    group: 'view',
    keys: ['[Shift]+Equal', 'NumpadAdd'],
    repeats: true,
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.zoomBy(zoomStep);
    },
  },
  {
    id: 'view.zoomOut',
    titleKey: 'commands.view.zoomOut',
    group: 'view',
    keys: ['Minus', 'NumpadSubtract'],
    repeats: true,
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.zoomBy(1 / zoomStep);
    },
  },
  {
    id: 'view.fit',
    titleKey: 'commands.view.fit',
    group: 'view',
    keys: ['Digit0', 'Numpad0'],
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.fit();
    },
  },
  {
    // Not 1 alone: the digits from 1 on give labels.
    id: 'view.actualSize',
    titleKey: 'commands.view.actualSize',
    group: 'view',
    keys: ['Shift+Digit1'],
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.zoomTo(1);
    },
  },
  {
    id: 'view.toggleLabels',
    titleKey: 'commands.view.toggleLabels',
    group: 'view',
    keys: ['Shift+KeyL'],
    isEnabled: hasProject,
    run: ({ settings }) => {
      settings.change({ showLabels: !settings.getState().showLabels });
    },
  },
  {
    id: 'view.toggleScores',
    titleKey: 'commands.view.toggleScores',
    group: 'view',
    keys: ['Shift+KeyP'],
    isEnabled: hasProject,
    run: ({ settings }) => {
      settings.change({ showScores: !settings.getState().showScores });
    },
  },
  {
    id: 'view.toggleThumbnailBoxes',
    titleKey: 'commands.view.toggleThumbnailBoxes',
    group: 'view',
    keys: ['Shift+KeyG'],
    isEnabled: hasProject,
    run: ({ settings }) => {
      settings.change({ showThumbnailBoxes: !settings.getState().showThumbnailBoxes });
    },
  },
  {
    id: 'view.coloring',
    titleKey: 'commands.view.coloring',
    group: 'view',
    keys: ['KeyC'],
    isEnabled: hasProject,
    run: ({ settings }) => {
      const next = { state: 'label', label: 'score', score: 'state' } as const;
      settings.change({ boxColoring: next[settings.getState().boxColoring] });
    },
  },
  {
    id: 'view.invert',
    titleKey: 'commands.view.invert',
    group: 'view',
    keys: ['KeyI'],
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.adjust({ isInverted: !canvas.getState().adjustments.isInverted });
    },
  },
  {
    id: 'view.turn',
    titleKey: 'commands.view.turn',
    group: 'view',
    keys: ['KeyT'],
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.turn(1);
    },
  },
  {
    id: 'view.turnBack',
    titleKey: 'commands.view.turnBack',
    group: 'view',
    keys: ['Shift+KeyT'],
    isEnabled: hasImage,
    run: ({ canvas }) => {
      canvas.turn(-1);
    },
  },
  {
    id: 'view.toggleLeft',
    titleKey: 'commands.view.toggleLeft',
    group: 'view',
    keys: ['BracketLeft'],
    isEnabled: hasProject,
    run: ({ settings }) => {
      settings.setPanelCollapsed('images', !settings.getState().collapsedPanels.includes('images'));
    },
  },
  {
    id: 'view.toggleRight',
    titleKey: 'commands.view.toggleRight',
    group: 'view',
    keys: ['BracketRight'],
    isEnabled: hasProject,
    run: ({ settings }) => {
      settings.setPanelCollapsed('inspector', !settings.getState().collapsedPanels.includes('inspector'));
    },
  },
  {
    id: 'view.theme',
    titleKey: 'commands.view.theme',
    group: 'view',
    keys: [],
    isEnabled: always,
    run: ({ settings }) => {
      const isDark = document.documentElement.dataset['mantineColorScheme'] === 'dark';
      settings.change({ theme: isDark ? 'light' : 'dark' });
    },
  },
];

export const goCommands: readonly Command[] = [
  {
    id: 'go.annotate',
    titleKey: 'commands.go.annotate',
    group: 'go',
    keys: ['$mod+Digit1'],
    whileTyping: true,
    isEnabled: always,
    run: ({ ui }) => {
      ui.show('annotate');
    },
  },
  {
    id: 'go.models',
    titleKey: 'commands.go.models',
    group: 'go',
    keys: ['$mod+Digit4'],
    whileTyping: true,
    isEnabled: always,
    run: ({ ui }) => {
      ui.show('models');
    },
  },
  {
    id: 'go.transfer',
    titleKey: 'commands.go.transfer',
    group: 'go',
    keys: ['$mod+Digit5'],
    whileTyping: true,
    isEnabled: always,
    run: ({ ui }) => {
      ui.show('transfer');
    },
  },
  {
    id: 'go.graph',
    titleKey: 'commands.go.graph',
    group: 'go',
    keys: ['$mod+Digit3'],
    whileTyping: true,
    isEnabled: always,
    run: ({ ui }) => {
      ui.show('graph');
    },
  },
  {
    id: 'go.palette',
    titleKey: 'commands.go.palette',
    group: 'go',
    keys: ['$mod+KeyK'],
    whileTyping: true,
    isKeyOnly: true,
    isEnabled: always,
    run: () => {
      palette.toggle();
    },
  },
  {
    id: 'go.keys',
    titleKey: 'commands.go.keys',
    group: 'go',
    keys: ['Shift+Slash', 'F1'],
    isEnabled: always,
    run: ({ ui }) => {
      ui.openDialog('keys');
    },
  },
  {
    id: 'go.effort',
    titleKey: 'commands.go.effort',
    group: 'go',
    keys: [],
    isEnabled: hasProject,
    run: ({ ui }) => {
      ui.openDialog('effort');
    },
  },
  {
    id: 'go.settings',
    titleKey: 'commands.go.settings',
    group: 'go',
    keys: ['$mod+Comma'],
    whileTyping: true,
    isEnabled: always,
    run: ({ ui }) => {
      ui.openDialog('settings');
    },
  },
];
