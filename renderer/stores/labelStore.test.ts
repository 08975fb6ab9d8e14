import { describe, expect, it } from 'vitest';
import type { Label } from '#shared/dataset/label.ts';
import { createLabelStore, recentSlotCount } from './labelStore.ts';

function storeOf(usage: readonly number[]) {
  const labels: Label[] = usage.map((usageCount, index) => ({
    id: index + 1,
    name: `l${index + 1}`,
    color: '#000000',
    usageCount,
    isRetired: false,
  }));
  const label = {
    list: () => Promise.resolve([...labels]),
    add: ({ name }: { name: string }) => {
      const added: Label = { id: labels.length + 1, name, color: '#000000', usageCount: 0, isRetired: false };
      labels.push(added);
      return Promise.resolve(added);
    },
    change: ({ labelId, name, color }: { labelId: number; name: string; color: string }) => {
      const at = labels.findIndex(({ id }) => id === labelId);
      labels[at] = { ...(labels[at] as Label), name, color };
      return Promise.resolve({});
    },
    move: ({ labelId, toIndex }: { labelId: number; toIndex: number }) => {
      const [moved] = labels.splice(
        labels.findIndex(({ id }) => id === labelId),
        1,
      );
      labels.splice(toIndex, 0, moved as Label);
      return Promise.resolve({});
    },
    retire: ({ labelId }: { labelId: number }) => {
      const at = labels.findIndex(({ id }) => id === labelId);
      labels[at] = { ...(labels[at] as Label), isRetired: true, usageCount: 0 };
      return Promise.resolve({ imageCount: 1 });
    },
  };
  return createLabelStore({ label }, (thrown) => {
    throw thrown;
  });
}

describe('recent labels', () => {
  it('begin with the most used of the project', async () => {
    const store = storeOf([1, 5, 0, 3]);
    await store.load();
    expect(store.getState().recentIds).toEqual([2, 4, 1]);
  });

  it('keep their digit while they are recent', async () => {
    const store = storeOf([9, 8, 7]);
    await store.load();
    store.noteUse(3);
    store.noteUse(1);
    await store.load();
    expect(store.getState().recentIds).toEqual([1, 2, 3]);
  });

  it('give the slot of the one used longest ago to a new one', async () => {
    const store = storeOf([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    await store.load();
    for (const id of [1, 2, 3, 5, 6, 7, 8, 9]) store.noteUse(id);
    store.noteUse(10);
    expect(store.getState().recentIds).toEqual([1, 2, 3, 10, 5, 6, 7, 8, 9]);
    expect(store.getState().recentIds).toHaveLength(recentSlotCount);
  });
});

describe('pinned labels', () => {
  it('stand on their digits, and the others make room', async () => {
    const store = storeOf([9, 8, 7, 0]);
    await store.load();
    store.pin([{ digit: 1, labelId: 4 }]);
    expect(store.getState().recentIds).toEqual([4, 2, 3, 1]);
    store.pin([]);
    expect(store.getState().recentIds).toEqual([4, 2, 3, 1]);
  });

  it('are not pushed out by use', async () => {
    const store = storeOf([1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    await store.load();
    store.pin([{ digit: 2, labelId: 2 }]);
    for (const id of [1, 3, 4, 5, 6, 7, 8, 9]) store.noteUse(id);
    store.noteUse(10);
    store.noteUse(11);
    expect(store.getState().recentIds).toEqual([10, 2, 11, 4, 5, 6, 7, 8, 9]);
  });

  it('may leave digits between them empty', async () => {
    const store = storeOf([0, 0]);
    await store.load();
    store.pin([{ digit: 3, labelId: 2 }]);
    expect(store.getState().recentIds).toEqual([null, null, 2]);
    store.noteUse(1);
    expect(store.getState().recentIds).toEqual([1, null, 2]);
  });
});

describe('managing the set', () => {
  const names = (store: ReturnType<typeof storeOf>) => store.getState().labels.map(({ name }) => name);

  it('moves past retired ones between', async () => {
    const store = storeOf([0, 0, 0]);
    await store.load();
    await store.retire(2, null);
    expect(names(store)).toEqual(['l1', 'l3']);
    await store.move(3, -1);
    expect(names(store)).toEqual(['l3', 'l1']);
    await store.move(3, -1);
    await store.move(3, 1);
    expect(names(store)).toEqual(['l1', 'l3']);
  });

  it('renames, and still knows a retired one by its id', async () => {
    const store = storeOf([2, 0]);
    await store.load();
    expect(await store.change(2, { name: 'new' })).toBe(true);
    await store.retire(1, 2);
    expect(names(store)).toEqual(['new']);
    expect(store.getState().byId.get(1)?.name).toBe('l1');
    expect(store.getState().recentIds).toEqual([]);
  });
});

describe('adding a label', () => {
  it('answers the one that has the name already', async () => {
    const store = storeOf([0, 0]);
    await store.load();
    expect((await store.add('l2'))?.id).toBe(2);
    expect(store.getState().labels).toHaveLength(2);
  });

  it('shows the new one', async () => {
    const store = storeOf([0]);
    await store.load();
    const added = await store.add('\\hbar');
    expect(store.getState().byId.get(added?.id ?? 0)?.name).toBe('\\hbar');
  });
});
