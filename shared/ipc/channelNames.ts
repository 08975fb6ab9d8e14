import type { Channel } from './contract/contract.ts';

/**
 * The contract's names without its schemas, for the preload and the window, which must not load zod. That the list is
 * whole is checked by the type below and by a test.
 */
export const channelNames = [
  'app.info',
  'app.changeSettings',
  'app.ready',
  'project.current',
  'project.create',
  'project.open',
  'project.openRecent',
  'project.openSample',
  'project.listRecent',
  'project.close',
  'project.preferences',
  'project.changePreferences',
  'project.rememberImage',
  'image.pick',
  'image.grantDropped',
  'image.import',
  'image.list',
  'image.indexOf',
  'image.get',
  'image.setState',
  'image.setFlagged',
  'image.remove',
  'annotation.load',
  'annotation.applyDiff',
  'history.state',
  'history.undo',
  'history.redo',
  'history.list',
  'label.list',
  'label.add',
  'model.list',
  'model.add',
  'model.reveal',
  'detect.run',
  'job.cancel',
  'export.coco',
  'export.reveal',
] as const satisfies readonly Channel[];

type Missing = Exclude<Channel, (typeof channelNames)[number]>;
/** Fails to compile when a channel of the contract is not in the list. */
export const noChannelIsMissing: [Missing] extends [never] ? true : Missing = true;
