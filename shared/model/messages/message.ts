import { type Language, type Said, type Speech, speechOf } from '../../base/catalogues.ts';
import { english } from './english.ts';
import { korean } from './korean.ts';

type Catalogue = typeof english;

/** Names of the texts. */
export type MessageId = keyof Catalogue;

/** A text about a model in no language yet: its name and the facts that it is made of. Plain data. */
export type Message = Said<Catalogue>;

const speech: Speech<Catalogue> = speechOf({ en: english, ko: korean });

/** Names a text and gives it its facts. */
export const say: Speech<Catalogue>['say'] = speech.say;

/** A message in a language. Words that stand for themselves (names of operators) are the same in each. */
export function textOf(message: Message | string, language: Language): string {
  return typeof message === 'string' ? message : speech.textOf(message, language);
}

/** Several messages as one paragraph. */
export function paragraphOf(messages: readonly Message[], language: Language): string {
  return messages.map((message) => textOf(message, language)).join(' ');
}
