import { detect } from '#renderer/stores/detecting.ts';
import { hasImage, hasList, hasProject, type Command } from './command.ts';

export const imageCommands: readonly Command[] = [
  {
    id: 'images.next',
    titleKey: 'commands.images.next',
    group: 'images',
    keys: ['KeyD'],
    repeats: true,
    isEnabled: hasList,
    run: ({ navigator }) => navigator.step(1),
  },
  {
    id: 'images.previous',
    titleKey: 'commands.images.previous',
    group: 'images',
    keys: ['KeyA'],
    repeats: true,
    isEnabled: hasList,
    run: ({ navigator }) => navigator.step(-1),
  },
  {
    id: 'images.mostDoubtful',
    titleKey: 'commands.images.mostDoubtful',
    group: 'images',
    keys: ['KeyG'],
    isEnabled: hasList,
    run: async ({ navigator, notices }) => {
      if (!(await navigator.openMostDoubtful())) notices.tell('info', { key: 'images.noneToLookAt' });
    },
  },
  {
    id: 'images.finish',
    titleKey: 'commands.images.finish',
    group: 'images',
    keys: ['$mod+KeyD'],
    whileTyping: true,
    isEnabled: hasImage,
    run: ({ navigator }) => navigator.finishAndStep(),
  },
  {
    id: 'images.reopen',
    titleKey: 'commands.images.reopen',
    group: 'images',
    keys: ['$mod+Shift+KeyD'],
    isEnabled: (workbench) =>
      hasImage(workbench) && workbench.images.getState().current?.state === 'reviewed',
    run: ({ navigator }) => navigator.reopen(),
  },
  {
    id: 'images.flag',
    titleKey: 'commands.images.flag',
    group: 'images',
    keys: ['KeyF'],
    isEnabled: hasImage,
    run: ({ navigator }) => navigator.toggleFlag(),
  },
  {
    id: 'images.detect',
    titleKey: 'commands.images.detect',
    group: 'images',
    keys: ['KeyR'],
    isEnabled: hasImage,
    run: async (workbench) => {
      const { image } = workbench.session.getState();
      if (image !== null) await detect(workbench, [image.id]);
    },
  },
  {
    id: 'images.detectNew',
    titleKey: 'commands.images.detectNew',
    group: 'images',
    keys: [],
    isEnabled: hasProject,
    run: (workbench) => detect(workbench, 'undetected'),
  },
  {
    id: 'images.detectAll',
    titleKey: 'commands.images.detectAll',
    group: 'images',
    keys: ['Shift+KeyR'],
    isEnabled: hasProject,
    run: (workbench) => detect(workbench, 'all'),
  },
  {
    id: 'images.search',
    titleKey: 'commands.images.search',
    group: 'images',
    keys: ['$mod+KeyF'],
    whileTyping: true,
    isEnabled: hasProject,
    run: ({ ui, settings }) => {
      settings.setPanelCollapsed('images', false);
      ui.requestSearchField();
    },
  },
];
