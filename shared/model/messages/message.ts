import { english } from './english.ts';
import { korean } from './korean.ts';

/** The texts of one language. */
export type Catalogue = typeof english;

/** Names of the texts. */
export type MessageId = keyof Catalogue;

type Facts<Id extends MessageId> = Parameters<Catalogue[Id]> extends [infer Given] ? Given : null;

/** A text about a model in no language yet: its name and the facts that it is made of. Plain data. */
export type Message = {
  readonly [Id in MessageId]: { readonly id: Id; readonly facts: Facts<Id> };
}[MessageId];

/** Names of texts that are the same whatever the model. */
type PlainId = { [Id in MessageId]: Facts<Id> extends null ? Id : never }[MessageId];

/** Languages that have the texts. */
export type MessageLanguage = 'en' | 'ko';

const catalogues: Readonly<Record<MessageLanguage, Catalogue>> = { en: english, ko: korean };

/** Names a text and gives it its facts. */
export function say(id: PlainId): Message;
export function say<Id extends Exclude<MessageId, PlainId>>(id: Id, facts: Facts<Id>): Message;
export function say(id: MessageId, facts: unknown = null): Message {
  // The overloads have checked that the facts are those of the text.
  return { id, facts } as Message;
}

/** A message in a language. Words that stand for themselves (names of operators) are the same in each. */
export function textOf(message: Message | string, language: MessageLanguage): string {
  if (typeof message === 'string') return message;
  const made = catalogues[language][message.id] as (facts: unknown) => string;
  return made(message.facts);
}

/** Several messages as one paragraph. */
export function paragraphOf(messages: readonly Message[], language: MessageLanguage): string {
  return messages.map((message) => textOf(message, language)).join(' ');
}
