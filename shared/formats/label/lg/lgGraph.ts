// The lines of a label graph, as LgEval's `lg.py` takes them: fields parted by commas, spaces around them of no account.
import { recordError } from '../text/readText.ts';

/** An object, with the line that names it. */
export interface LgObject {
  readonly label: string;
  readonly line: number;
}

/** A relation between two objects. */
interface LgRelation {
  readonly parent: string;
  readonly child: string;
  readonly line: number;
}

const weightOf = (kind: string, cell: string | undefined): void => {
  if (cell === undefined || cell === '' || !Number.isFinite(Number(cell)))
    throw recordError(kind, `the weight ${JSON.stringify(cell ?? '')} is no number.`);
};

/** One label graph, line by line. Relations may stand before the objects that they are of. */
export class LgGraph {
  readonly objects = new Map<string, LgObject>();
  readonly #relations: LgRelation[] = [];
  #tellsOfPrimitives = false;

  /** Takes a line that is no comment. @throws AppError `format.badRecord` when it is none of a label graph */
  take(text: string, line: number): void {
    const cells = text.split(',').map((cell) => cell.trim());
    const [kind = ''] = cells;
    switch (kind) {
      case 'O':
        this.#takeObject(cells, line);
        return;
      case 'R':
      case 'EO':
        this.#takeRelation(kind, cells, line);
        return;
      case 'N':
      case 'E': {
        if (this.#tellsOfPrimitives) return;
        this.#tellsOfPrimitives = true;
        throw recordError(
          kind,
          'it tells of single strokes (N and E lines), not of objects. LgEval’s lg2OR turns such a graph into one of objects (O and R lines).',
        );
      }
      default:
        throw recordError(null, `a line begins with O, R, EO, N, E or #, not with ${JSON.stringify(kind)}.`);
    }
  }

  /** The relations that cannot be: of an object that is not there, or of one with itself. */
  *brokenRelations(): Generator<{ readonly line: number; readonly cause: string }> {
    for (const { parent, child, line } of this.#relations) {
      const missing = [parent, child].find((id) => !this.objects.has(id));
      if (missing !== undefined) yield { line, cause: `there is no object ${missing}.` };
      else if (parent === child) yield { line, cause: `${parent} is related to itself.` };
    }
  }

  #takeObject(cells: readonly string[], line: number): void {
    const [, id, label, weight] = cells;
    if (id === undefined || id === '' || label === undefined || label === '' || cells.length < 5)
      throw recordError('O', 'an object is: O, id, label, weight, primitive.');
    if (this.objects.has(id)) throw recordError('O', `the object ${id} was there before.`);
    weightOf('O', weight);
    this.objects.set(id, { label, line });
  }

  #takeRelation(kind: string, cells: readonly string[], line: number): void {
    const [, parent, child, relation, weight] = cells;
    if (parent === undefined || child === undefined || relation === undefined || relation === '')
      throw recordError(kind, `a relation is: ${kind}, parent, child, relation, weight.`);
    weightOf(kind, weight);
    this.#relations.push({ parent, child, line });
  }
}
