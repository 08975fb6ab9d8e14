import type { AnnotationDocument } from '#shared/annotation/diff.ts';
import type { BoxKey } from './annotationSession.ts';
import { eachBox, EditBuilder, type Edit, type EditContext } from './editBuilder.ts';

/** The context with nothing selected that is held: what a command may change. */
export function withoutLocked(context: EditContext): EditContext {
  const { annotations, selection } = context;
  const free = [...selection].filter((key) => annotations.get(key)?.isLocked !== true);
  return free.length === selection.size ? context : { ...context, selection: new Set(free) };
}

/** The entries whose boxes are not held. */
export function unlockedOnly<T>(
  { annotations }: EditContext,
  changes: ReadonlyMap<BoxKey, T>,
): ReadonlyMap<BoxKey, T> {
  return new Map([...changes].filter(([key]) => annotations.get(key)?.isLocked !== true));
}

/** Whether something is selected, and all of it is held. */
export function isAllLocked(annotations: AnnotationDocument, selection: ReadonlySet<BoxKey>): boolean {
  if (selection.size === 0) return false;
  for (const key of selection) if (annotations.get(key)?.isLocked !== true) return false;
  return true;
}

/** Holds the selected boxes, or lets them go where all of them are held. A detection that is held is accepted. */
export function lockEdit(context: EditContext): Edit | null {
  const builder = new EditBuilder(context);
  const isLetGo = isAllLocked(context.annotations, context.selection);
  eachBox(
    context,
    builder,
    context.selection,
    (annotation) => {
      const { isLocked = false, ...free } = annotation;
      if (isLetGo) builder.update(annotation, free);
      else if (!isLocked) builder.update(annotation, { ...annotation, isLocked: true });
    },
    (made, key) => {
      builder.add({ ...made, isLocked: true }, key);
    },
  );
  return builder.build(isLetGo ? 'unlock' : 'lock');
}
