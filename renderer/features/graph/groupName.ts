import type { TFunction } from 'i18next';
import type { SceneItemKind } from '#shared/graphView/scene.ts';

/** What a group is called in words: numbered ones have no name of their own. */
export function groupName(t: TFunction, kind: SceneItemKind, name: string): string {
  switch (kind) {
    case 'block':
      return t('graph.blockNumber', { number: name });
    case 'section':
      return t('graph.part', { number: name });
    case 'aside':
      return t('graph.aside');
    default:
      return name === '' ? t('graph.block') : name;
  }
}
