import { backToFailures, stepCase } from '#renderer/stores/openCase.ts';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { always, hasProject, type Command } from './command.ts';

/** A command that needs a case of the gallery open on the canvas. */
const hasOpenCase = ({ failures, ui }: Workbench): boolean =>
  ui.getState().workspace === 'annotate' && failures.getState().opened !== null;

export const failureCommands: readonly Command[] = [
  {
    id: 'go.failures',
    titleKey: 'commands.go.failures',
    group: 'go',
    keys: ['$mod+Digit2'],
    whileTyping: true,
    isEnabled: always,
    run: ({ ui }) => {
      ui.show('failures');
    },
  },
  {
    id: 'failures.evaluate',
    titleKey: 'commands.failures.evaluate',
    group: 'go',
    keys: ['$mod+Shift+KeyE'],
    isEnabled: hasProject,
    run: ({ failures, ui }) => {
      ui.show('failures');
      return failures.evaluate();
    },
  },
  {
    id: 'failures.search',
    titleKey: 'commands.failures.search',
    group: 'go',
    keys: ['Shift+KeyQ'],
    isEnabled: ({ failures, ui }) =>
      ui.getState().workspace === 'failures' && failures.getState().shown !== null,
    run: ({ ui }) => {
      ui.requestCaseField();
    },
  },
  {
    id: 'failures.similar',
    titleKey: 'commands.failures.similar',
    group: 'go',
    keys: ['KeyE'],
    isEnabled: ({ failures, ui }) => {
      const { cases, cursor } = failures.getState();
      return ui.getState().workspace === 'failures' && cases.has(cursor);
    },
    run: async ({ failures }) => {
      const { cases, cursor } = failures.getState();
      const found = cases.get(cursor);
      if (found !== undefined) await failures.lookAlike(found.id);
    },
  },
  {
    id: 'failures.back',
    titleKey: 'commands.failures.back',
    group: 'go',
    keys: ['KeyQ'],
    isEnabled: hasOpenCase,
    run: backToFailures,
  },
  {
    id: 'failures.next',
    titleKey: 'commands.failures.next',
    group: 'go',
    keys: ['Period'],
    isEnabled: hasOpenCase,
    run: (workbench) => stepCase(workbench, 1),
  },
  {
    id: 'failures.previous',
    titleKey: 'commands.failures.previous',
    group: 'go',
    keys: ['Comma'],
    isEnabled: hasOpenCase,
    run: (workbench) => stepCase(workbench, -1),
  },
];
