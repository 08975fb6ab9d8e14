// The lines of a label graph, as LgEval's `lg.py` takes them: fields parted by commas, spaces around them of no account.
import { type Reason, say } from '../reasons/reason.ts';
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
    throw recordError(kind, say('lg.weight', { weight: JSON.stringify(cell ?? '') }));
};

/** One label graph, line by line. Relations may stand before the objects that they are of. */
export class LgGraph {
  readonly objects = new Map<string, LgObject>();
  readonly #relations: LgRelation[] = [];
  #tellsOfPrimitives = false;

  /** Takes a line that is no comment. @throws AppError `format.malformed` when it is none of a label graph */
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
        throw recordError(kind, say('lg.strokes'));
      }
      default:
        throw recordError(null, say('lg.line', { kind: JSON.stringify(kind) }));
    }
  }

  /** The relations that cannot be: of an object that is not there, or of one with itself. */
  *brokenRelations(): Generator<{ readonly line: number; readonly reason: Reason }> {
    for (const { parent, child, line } of this.#relations) {
      const missing = [parent, child].find((id) => !this.objects.has(id));
      if (missing !== undefined) yield { line, reason: say('lg.noObject', { id: missing }) };
      else if (parent === child) yield { line, reason: say('lg.ofItself', { id: parent }) };
    }
  }

  #takeObject(cells: readonly string[], line: number): void {
    const [, id, label, weight] = cells;
    if (id === undefined || id === '' || label === undefined || label === '' || cells.length < 5)
      throw recordError('O', say('lg.object'));
    if (this.objects.has(id)) throw recordError('O', say('lg.objectTwice', { id }));
    weightOf('O', weight);
    this.objects.set(id, { label, line });
  }

  #takeRelation(kind: string, cells: readonly string[], line: number): void {
    const [, parent, child, relation, weight] = cells;
    if (parent === undefined || child === undefined || relation === undefined || relation === '')
      throw recordError(kind, say('lg.relation', { kind }));
    weightOf(kind, weight);
    this.#relations.push({ parent, child, line });
  }
}
