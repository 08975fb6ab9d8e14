import { type Said, type Speech, speechOf } from '../../../base/catalogues.ts';
import { type ErrorDetails, toWireError, type WireError } from '../../../base/errors.ts';
import { english } from './english.ts';
import { korean } from './korean.ts';

type Catalogue = typeof english;

/** Why something in a label file cannot be taken, in no language yet. Plain data. */
export type Reason = Said<Catalogue>;

/** Why something could not be taken: for logs and scripts in English, and for people by its reason. */
export interface Cause {
  readonly cause: string;
  /** A failure that is not of the file's own contents, such as a disk's, has its error instead. */
  readonly reason: Reason | WireError;
}

const speech: Speech<Catalogue> = speechOf({ en: english, ko: korean });

/** Names a reason and gives it its facts. */
export const say: Speech<Catalogue>['say'] = speech.say;

/** A reason in a language. */
export const textOf: Speech<Catalogue>['textOf'] = speech.textOf;

/** A reason with its English sentence. */
export function because(reason: Reason): Cause {
  return { cause: textOf(reason, 'en'), reason };
}

/** Details of an error that are no facts of its reason. */
const placeNames: ReadonlySet<string> = new Set(['file', 'line', 'field', 'cause', 'reason']);

/** A reason as details of an error: what {@link reasonIn} finds in them again, behind a process border as well. */
export function detailsOf(reason: Reason): ErrorDetails {
  return { cause: textOf(reason, 'en'), reason: reason.id, ...reason.facts };
}

/** The reason that an error was given; null for none. */
export function reasonIn(details: ErrorDetails): Reason | null {
  const id = details['reason'];
  const facts = Object.fromEntries(Object.entries(details).filter(([name]) => !placeNames.has(name)));
  return typeof id === 'string' && Object.hasOwn(english, id) ? ({ id, facts } as unknown as Reason) : null;
}

/** A failure that is not of a file's contents, as a cause. */
export function failureOf(thrown: unknown): Cause {
  const error = toWireError(thrown);
  return { cause: error.message, reason: error };
}

/** What a library said when it refused, in its own words. */
export function saidBy(thrown: unknown): { readonly said: string } {
  return { said: thrown instanceof Error ? thrown.message : String(thrown) };
}
