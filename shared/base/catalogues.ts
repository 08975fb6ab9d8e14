/** A language that texts are in. */
export type Language = 'en' | 'ko';

/** Texts of one language by name, each made of its facts, or of none. */
type Texts = Readonly<Record<string, (facts: never) => string>>;

type Facts<Text extends (facts: never) => string> = Parameters<Text> extends [infer Given] ? Given : null;

/** A text of a catalogue in no language yet: its name and the facts that it is made of. Plain data. */
export type Said<Catalogue extends Texts> = {
  readonly [Id in keyof Catalogue]: { readonly id: Id; readonly facts: Facts<Catalogue[Id]> };
}[keyof Catalogue];

/** How texts of a catalogue are named, and later put into words. */
export interface Speech<Catalogue extends Texts> {
  /** Names a text and gives it its facts. */
  readonly say: <Id extends keyof Catalogue>(id: Id, ...facts: Parameters<Catalogue[Id]>) => Said<Catalogue>;
  /** The text in a language. */
  readonly textOf: (said: Said<Catalogue>, language: Language) => string;
}

/** Speaks of one subject in every language. All catalogues have the same texts of the same facts, or the build fails. */
export function speechOf<Catalogue extends Texts>(
  catalogues: Readonly<Record<Language, Catalogue>>,
): Speech<Catalogue> {
  return {
    // The signature has checked that the facts are those of the text.
    say: (id, ...[facts = null]) => ({ id, facts }) as unknown as Said<Catalogue>,
    textOf({ id, facts }, language) {
      const text = catalogues[language][id] as (given: unknown) => string;
      return text(facts);
    },
  };
}
