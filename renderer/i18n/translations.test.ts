import { describe, expect, it } from 'vitest';
import errorCodes from '../../shared/base/errors.ts?raw';
import en from './en.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };

interface Tree {
  readonly [key: string]: string | Tree;
}

function flatten(tree: Tree, prefix = ''): ReadonlyMap<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): (readonly [string, string])[] =>
    typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const plural = /_(zero|one|two|few|many|other)$/;
const english = flatten(en);
const korean = flatten(ko);
const base = (keys: Iterable<string>): ReadonlySet<string> =>
  new Set([...keys].map((key) => key.replace(plural, '')));
const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();

const files = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!../**/*.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = Object.entries(files).map(([path, text]) => ({ path, text }));

describe('translations', () => {
  it('have the same keys in both languages', () => {
    expect([...base(korean.keys())].sort()).toEqual([...base(english.keys())].sort());
  });

  it('have every plural form that their language needs', () => {
    for (const [language, texts] of [
      ['en', english],
      ['ko', korean],
    ] as const) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const counted = base([...texts.keys()].filter((key) => plural.test(key)));
      for (const key of counted)
        for (const form of needed)
          expect(texts.has(`${key}_${form}`), `${language} ${key}_${form}`).toBe(true);
    }
  });

  it('are never empty', () => {
    expect([...english, ...korean].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('are made of the same facts in both languages', () => {
    for (const [key, text] of english) {
      const other = korean.get(key) ?? korean.get(key.replace(plural, '_other')) ?? '';
      // "relabel box" needs no figure where Korean says "1".
      const facts = (one: string): readonly string[] => placeholders(one).filter((name) => name !== 'count');
      expect(facts(other), key).toEqual(facts(text));
    }
  });

  it('exist for every key that the code names', () => {
    const known = base(english.keys());
    const missing = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/(?:\bt\(|[kK]ey: )\s*'([a-z][\w]*(?:\.[\w]+)+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((key) => !known.has(key))
        .map((key) => `${path}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    const code = sources.map(({ text }) => text).join('\n');
    const isNamed = (key: string): boolean => {
      if (code.includes(`'${key}'`)) return true;
      // A key with a part that is chosen at run time: `steps.${entry.kind}` stands for every key below `steps.`.
      const parts = key.split('.');
      return (
        parts.some((_, index) => index > 0 && code.includes(`\`${parts.slice(0, index).join('.')}.\${`)) ||
        [...code.matchAll(/`([a-z]\w*(?:\.\w+)*)\$\{[^}]+\}`/g)].some((match) =>
          key.startsWith(match[1] ?? '-'),
        ) ||
        [...code.matchAll(/`([a-z][\w.]*)\.\$\{[^}]+\}([\w.]+)`/g)].some(
          (match) => key.startsWith(`${match[1] ?? '-'}.`) && key.endsWith(match[2] ?? '-'),
        )
      );
    };
    expect([...base(english.keys())].filter((key) => !key.startsWith('errors.') && !isNamed(key))).toEqual(
      [],
    );
  });

  it('exist for every code that an error can have', () => {
    const union = /export type ErrorCode =([^;]+);/.exec(errorCodes)?.[1] ?? '';
    const codes = [...union.matchAll(/'([\w.]+)'/g)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(30);
    expect(codes.filter((code) => !english.has(`errors.${code}`))).toEqual([]);
  });
});

describe('views', () => {
  /** Signs and names that are the same in every language. */
  const allowed = /^(?:[\W\d_]*|X|Y|W|H)$/;

  it('show no text that is written into the code', () => {
    const found = sources
      .filter(({ path }) => path.endsWith('.tsx'))
      .flatMap(({ path, text }) => {
        const inAttributes = [...text.matchAll(/\b(?:aria-label|title|placeholder|label|alt)="([^"]+)"/g)];
        const betweenTags = [...text.matchAll(/<[a-zA-Z][^<>]*>\s*([A-Za-z가-힣][^<>{}()=;]*)\s*<\//g)];
        return [...inAttributes, ...betweenTags]
          .map((match) => (match[1] ?? '').trim())
          .filter((words) => !allowed.test(words))
          .map((words) => `${path}: ${words}`);
      });
    expect(found).toEqual([]);
  });
});
