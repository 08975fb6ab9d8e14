// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Workbench } from '#renderer/stores/workbench.ts';
import { bindKeys } from './bindKeys.ts';

const step = vi.fn(() => Promise.resolve());
const show = vi.fn();
const acceptSelected = vi.fn();
let unbind = (): void => undefined;

const settings = createStore<{ keys: Record<string, string[]> }>(() => ({ keys: {} }));

/** As much of a workbench as the commands under test touch. */
const workbench = {
  navigator: { step },
  project: { getState: () => ({ phase: 'open' }) },
  ui: { getState: () => ({ workspace: 'annotate' }), show },
  session: {
    getState: () => ({
      phase: 'ready',
      boxes: [{ key: 'detection:1', state: 'detected' }],
      annotations: new Map(),
      selection: new Set(['detection:1']),
    }),
    acceptSelected,
  },
  notices: { report: vi.fn() },
  settings,
} as unknown as Workbench;

function press(target: Element, init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  document.body.innerHTML =
    '<input id="field" /><button id="button"></button><div id="list" role="listbox" data-takes-keys tabindex="0"></div><div role="dialog"><button id="inside"></button></div>';
  unbind = bindKeys(workbench, window);
});

afterEach(() => {
  unbind();
  vi.clearAllMocks();
});

const element = (id: string): Element => document.getElementById(id) ?? document.body;
const keyD = { key: 'd', code: 'KeyD' };

describe('bindKeys', () => {
  it('runs the command of a key', () => {
    const event = press(document.body, keyD);
    expect(step).toHaveBeenCalledExactlyOnceWith(1);
    expect(event.defaultPrevented).toBe(true);
  });

  it('follows when a command is given another key', () => {
    settings.setState({ keys: { 'images.next': ['F9'] } });
    press(document.body, keyD);
    expect(step).not.toHaveBeenCalled();
    press(document.body, { key: 'F9', code: 'F9' });
    expect(step).toHaveBeenCalledOnce();
    settings.setState({ keys: {} });
  });

  it('knows a letter by its place, whatever the input method makes of it', () => {
    press(document.body, { key: 'ㅇ', code: 'KeyD' });
    expect(step).toHaveBeenCalledOnce();
  });

  it('leaves letters to a text field', () => {
    press(element('field'), keyD);
    expect(step).not.toHaveBeenCalled();
  });

  it('takes window keys from a text field too', () => {
    press(element('field'), { key: '4', code: 'Digit4', ctrlKey: true });
    expect(show).toHaveBeenCalledWith('models');
  });

  it('leaves keys to an open dialog', () => {
    press(element('inside'), keyD);
    expect(step).not.toHaveBeenCalled();
  });

  it('lets Enter press a focused button, and accept in a list', () => {
    press(element('button'), { key: 'Enter', code: 'Enter' });
    expect(acceptSelected).not.toHaveBeenCalled();
    press(element('list'), { key: 'Enter', code: 'Enter' });
    expect(acceptSelected).toHaveBeenCalledOnce();
  });

  it('stays quiet while an input method composes', () => {
    press(document.body, { ...keyD, isComposing: true });
    expect(step).not.toHaveBeenCalled();
  });

  it('repeats going along the list, and nothing that should happen once', () => {
    press(document.body, { ...keyD, repeat: true });
    expect(step).toHaveBeenCalledOnce();
    press(document.body, { key: 'Enter', code: 'Enter', repeat: true });
    expect(acceptSelected).not.toHaveBeenCalled();
  });
});
