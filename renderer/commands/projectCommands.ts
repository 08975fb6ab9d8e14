import { pickAndImport } from '#renderer/stores/importing.ts';
import { always, hasProject, type Command } from './command.ts';

export const projectCommands: readonly Command[] = [
  {
    id: 'project.new',
    titleKey: 'commands.project.new',
    group: 'file',
    keys: ['$mod+KeyN'],
    whileTyping: true,
    isEnabled: always,
    run: async ({ project }) => {
      await project.create();
    },
  },
  {
    id: 'project.open',
    titleKey: 'commands.project.open',
    group: 'file',
    keys: ['$mod+Shift+KeyO'],
    whileTyping: true,
    isEnabled: always,
    run: async ({ project }) => {
      await project.open();
    },
  },
  {
    id: 'project.sample',
    titleKey: 'commands.project.sample',
    group: 'file',
    keys: [],
    isEnabled: always,
    run: async ({ project }) => {
      await project.openSample();
    },
  },
  {
    id: 'images.open',
    titleKey: 'commands.images.open',
    group: 'file',
    keys: ['$mod+KeyO'],
    whileTyping: true,
    isEnabled: always,
    run: (workbench) => pickAndImport(workbench, 'files'),
  },
  {
    id: 'images.openFolder',
    titleKey: 'commands.images.openFolder',
    group: 'file',
    keys: ['$mod+Alt+KeyO'],
    whileTyping: true,
    isEnabled: always,
    run: (workbench) => pickAndImport(workbench, 'folder'),
  },
  {
    id: 'export.open',
    titleKey: 'commands.export.open',
    group: 'file',
    keys: ['$mod+KeyE'],
    whileTyping: true,
    isEnabled: hasProject,
    run: ({ ui }) => {
      ui.show('transfer');
    },
  },
  {
    id: 'project.close',
    titleKey: 'commands.project.close',
    group: 'file',
    keys: [],
    isEnabled: hasProject,
    run: ({ project }) => project.close(),
  },
];
