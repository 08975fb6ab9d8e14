// What data.yaml files use of YAML 1.2: scalars, lists and maps of scalars, in block and flow style, comments.
import { say } from '../reasons/reason.ts';
import { lineError } from '../text/readText.ts';

/** A member of data.yaml: a scalar, a list, or a map by number. */
export type YamlValue = string | readonly string[] | ReadonlyMap<string, string>;

// PyYAML refuses characters that are not printable, so these are written as escapes, as JSON's own are.
const escaped = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A double-quoted scalar: JSON's text is YAML's, too. */
export function yamlText(text: string): string {
  return JSON.stringify(text).replace(
    escaped,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

function unescape(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g,
    (whole, two?: string, four?: string, eight?: string, one?: string) => {
      const hex = two ?? four;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (eight !== undefined) return String.fromCodePoint(Number.parseInt(eight, 16));
      return simpleEscapes[one ?? ''] ?? whole;
    },
  );
}

/** A scalar at the start of the text: its value and what stands after it. */
function scalarAt(text: string, line: number, stops: RegExp): readonly [value: string, rest: string] {
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (double?.[1] !== undefined) return [unescape(double[1]), text.slice(double[0].length)];
  const single = /^'((?:[^']|'')*)'/.exec(text);
  if (single?.[1] !== undefined) return [single[1].replaceAll("''", "'"), text.slice(single[0].length)];
  if (/^["']/.test(text)) throw lineError(line, say('yaml.openText'));
  if (/^[&*!|>%@`]/.test(text)) throw lineError(line, say('yaml.unread', { sign: text.charAt(0) }));
  const stop = stops.exec(text);
  const end = stop === null ? text.length : stop.index;
  return [text.slice(0, end).trim(), text.slice(end)];
}

const plainEnd = /(?:^|\s)#/;
const flowEnd = /[,\]}]|(?:^|\s)#/;
const keyEnd = /:(?:\s|$)/;

/** A flow list or map on one line. */
function flowOf(text: string, line: number): YamlValue {
  const isList = text.startsWith('[');
  const list: string[] = [];
  const map = new Map<string, string>();
  let rest = text.slice(1).trimStart();
  for (;;) {
    if (rest === '') throw lineError(line, say('yaml.openList'));
    if (rest.startsWith(isList ? ']' : '}')) return isList ? list : map;
    if (isList) {
      const [value, after] = scalarAt(rest, line, flowEnd);
      list.push(value);
      rest = after.trimStart();
    } else {
      const [key, afterKey] = scalarAt(rest, line, keyEnd);
      const [value, after] = scalarAt(afterKey.trimStart().slice(1).trimStart(), line, flowEnd);
      map.set(key, value);
      rest = after.trimStart();
    }
    if (rest.startsWith(',')) rest = rest.slice(1).trimStart();
  }
}

function isComment(text: string): boolean {
  return text === '' || text.startsWith('#');
}

/**
 * Reads the members at the top of a data.yaml.
 *
 * @throws AppError `format.malformed` with `line`
 */
export function readDataYaml(text: string): ReadonlyMap<string, YamlValue> {
  const members = new Map<string, YamlValue>();
  let open: { key: string; list: string[]; map: Map<string, string> } | null = null;
  const close = (): void => {
    if (open !== null) members.set(open.key, open.map.size > 0 ? open.map : open.list);
    open = null;
  };
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (isComment(content) || /^(---|\.\.\.|%)/.test(raw)) continue;
    const item = /^-(?:\s+|$)(.*)$/.exec(content);
    if (item !== null && open !== null) {
      (open as { list: string[] }).list.push(scalarAt(item[1] ?? '', line, plainEnd)[0]);
      continue;
    }
    const [key, afterKey] = scalarAt(content, line, keyEnd);
    if (!afterKey.trimStart().startsWith(':')) throw lineError(line, say('yaml.noMember'));
    const rest = afterKey.trimStart().slice(1).trimStart();
    if (/^\s/.test(raw)) {
      if (open !== null)
        (open as { map: Map<string, string> }).map.set(key, scalarAt(rest, line, plainEnd)[0]);
      continue;
    }
    close();
    if (isComment(rest)) open = { key, list: [], map: new Map() };
    else members.set(key, /^[[{]/.test(rest) ? flowOf(rest, line) : scalarAt(rest, line, plainEnd)[0]);
  }
  close();
  return members;
}
