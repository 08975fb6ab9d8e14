/** What cases are sorted by. */
export const caseOrders = ['cost', 'score', 'iou', 'mistakenness'] as const;

/** One of {@link caseOrders}. */
export type CaseOrder = (typeof caseOrders)[number];

/** A query over the cases of an evaluation that a person has given a name. */
export interface SavedView {
  readonly name: string;
  /** As typed: read by `readCaseTerms` of shared/evaluation. */
  readonly query: string;
  readonly sort: CaseOrder;
  readonly descending: boolean;
}

/** Views that a project keeps, at most. */
export const mostSavedViews = 100;

/** The views with one more; one of the same name is replaced where it stands. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  return views.some(({ name }) => name === view.name)
    ? views.map((each) => (each.name === view.name ? view : each))
    : [...views, view].slice(-mostSavedViews);
}
