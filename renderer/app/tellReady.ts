import type { Workbench } from '#renderer/stores/workbench.ts';

/**
 * Tells the main process once that the window has something to work with on the screen: an image with its boxes, or the
 * welcome where there is no image. A cold start is measured by it.
 */
export function tellReady({ client, notices }: Pick<Workbench, 'client' | 'notices'>): void {
  const isReady = (): boolean => document.querySelector('[data-ready="true"], [data-welcome]') !== null;
  const observer = new MutationObserver(() => {
    if (!isReady()) return;
    observer.disconnect();
    client.app.ready({}).catch(notices.report);
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-ready', 'data-welcome'],
  });
}
