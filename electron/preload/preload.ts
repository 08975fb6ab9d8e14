import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '#shared/ipc/bridge.ts';
import { channelNames } from '#shared/ipc/channelNames.ts';
import { eventNames } from '#shared/ipc/events.ts';

/** Paths become a grant here and nowhere else: a page that could call this itself could name any path. */
const preloadOnly = 'image.grantDropped';
const channels: ReadonlySet<string> = new Set(channelNames.filter((name) => name !== preloadOnly));
const events: ReadonlySet<string> = new Set(eventNames);

const bridge: Bridge = {
  invoke: (channel, input) => {
    if (!channels.has(channel)) return Promise.reject(new Error(`There is no channel ${channel}.`));
    return ipcRenderer.invoke('surd', channel, input) as never;
  },
  subscribe: (event, listener) => {
    if (!events.has(event)) throw new Error(`There is no event ${event}.`);
    const receive = (_event: unknown, payload: unknown): void => {
      listener(payload as never);
    };
    ipcRenderer.on(`surd:${event}`, receive);
    return () => {
      ipcRenderer.off(`surd:${event}`, receive);
    };
  },
  grantDroppedFiles: (files) => {
    const paths = files.map((file) => webUtils.getPathForFile(file as File)).filter((path) => path !== '');
    return ipcRenderer.invoke('surd', preloadOnly, { paths }) as never;
  },
};

contextBridge.exposeInMainWorld('surd', bridge);
