// RFC 8259. Large JSON files are lists of small records: these are cut out of the text as it comes and parsed one by one,
// so that a file of any size is read in the memory of one record, and a damaged record is told with its line.
import type { LabelSource, ReadProblem } from '../labelData.ts';
import { because, type Reason, saidBy, say } from '../reasons/reason.ts';
import { longestRecord } from './readText.ts';

/** A record of a list at the top of the file, or a member of the top object that is no list. */
export interface JsonRecord {
  readonly kind: 'record';
  /** The member's name; empty in a file that is one list. */
  readonly key: string;
  /** Place in the list, from 0; -1 for a member that is no list. */
  readonly index: number;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly value: unknown;
}

/** What is wrong in a JSON file; what comes after it may still be sound. */
export type JsonItem =
  | JsonRecord
  | { readonly kind: 'damage'; readonly line: number; readonly field: string | null; readonly reason: Reason };

const newline = 10;
const quote = 34;
const comma = 44;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;
const openBrace = 123;
const closeBrace = 125;

const isSpace = (code: number): boolean => code === 32 || code === newline || code === 13 || code === 9;
const endsScalar = (code: number): boolean =>
  isSpace(code) || code === comma || code === closeBracket || code === closeBrace;

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** What may come next: the file's start, a member's name, its colon, its value, an item of a list, nothing more. */
type Expecting = 'start' | 'name' | 'colon' | 'value' | 'item' | 'end';

/** Cuts the records of the top lists out of JSON text that comes in pieces. */
export class JsonRecords {
  #text = '';
  /** Where scanning goes on. */
  #at = 0;
  #line = 1;
  #expecting: Expecting = 'start';
  #isTopList = false;
  #key = '';
  #index = -1;
  /** Of the record under way: where it began, how deep it is, whether within a string. -1: none under way. */
  #start = -1;
  #depth = 0;
  #inString = false;
  #isDead = false;

  /** Takes a piece; what became whole by it is returned. */
  push(piece: string): readonly JsonItem[] {
    if (this.#isDead) return [];
    const keep = this.#start === -1 ? this.#at : this.#start;
    this.#text = keep >= this.#text.length ? piece : this.#text.slice(keep) + piece;
    this.#at -= keep;
    if (this.#start !== -1) this.#start = 0;
    const items: JsonItem[] = [];
    this.#scan(items);
    if (this.#start !== -1 && this.#at - this.#start > longestRecord) {
      items.push(this.#die(say('record.tooLong')));
    }
    return items;
  }

  /** Ends the file. */
  end(): readonly JsonItem[] {
    if (this.#isDead) return [];
    if (this.#start !== -1 || this.#expecting !== 'end') {
      return [this.#die(say(this.#expecting === 'start' ? 'text.empty' : 'text.cutOff'))];
    }
    return [];
  }

  #place(): string | null {
    if (this.#index >= 0) return `${this.#key}[${this.#index}]`;
    return this.#key === '' ? null : this.#key;
  }

  #die(reason: Reason): JsonItem {
    this.#isDead = true;
    this.#text = '';
    return { kind: 'damage', line: this.#line, field: this.#place(), reason };
  }

  #scan(items: JsonItem[]): void {
    const text = this.#text;
    while (this.#at < text.length && !this.#isDead) {
      if (this.#start !== -1) {
        if (!this.#finishRecord(items)) return;
        continue;
      }
      const code = text.charCodeAt(this.#at);
      if (code === newline) this.#line += 1;
      if (isSpace(code)) this.#at += 1;
      else this.#step(code, items);
    }
  }

  /** One character outside of records. */
  #step(code: number, items: JsonItem[]): void {
    const unexpected = (): void => {
      items.push(this.#die(say('json.unexpected', { character: this.#text.charAt(this.#at) })));
    };
    switch (this.#expecting) {
      case 'start':
        if (code === openBrace) this.#expecting = 'name';
        else if (code === openBracket) {
          this.#isTopList = true;
          this.#index = 0;
          this.#expecting = 'item';
        } else {
          unexpected();
          return;
        }
        break;
      case 'name':
        if (code === quote) {
          this.#begin();
          return;
        }
        if (code === closeBrace) this.#expecting = 'end';
        else if (code !== comma) {
          unexpected();
          return;
        }
        break;
      case 'colon':
        if (code !== colon) {
          unexpected();
          return;
        }
        this.#expecting = 'value';
        break;
      case 'value':
        if (code !== openBracket) {
          this.#begin();
          return;
        }
        this.#index = 0;
        this.#expecting = 'item';
        break;
      case 'item':
        if (code === closeBracket) {
          this.#index = -1;
          this.#expecting = this.#isTopList ? 'end' : 'name';
        } else if (code === closeBrace || code === colon) {
          unexpected();
          return;
        } else if (code !== comma) {
          this.#begin();
          return;
        }
        break;
      case 'end':
        unexpected();
        return;
    }
    this.#at += 1;
  }

  #begin(): void {
    this.#start = this.#at;
    this.#depth = 0;
    this.#inString = false;
  }

  /** Goes on with the record under way; false when its end is not there yet. */
  #finishRecord(items: JsonItem[]): boolean {
    const text = this.#text;
    const first = text.charCodeAt(this.#start);
    const isScalar = first !== openBrace && first !== openBracket && first !== quote;
    let at = this.#at;
    let depth = this.#depth;
    let inString = this.#inString;
    let end = -1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (inString) {
        if (code === backslash) at += 1;
        else if (code === quote) {
          inString = false;
          if (depth === 0) end = at + 1;
        }
      } else if (code === quote) inString = true;
      else if (isScalar) {
        if (endsScalar(code)) end = at;
      } else if (code === openBrace || code === openBracket) depth += 1;
      else if (code === closeBrace || code === closeBracket) {
        depth -= 1;
        if (depth <= 0) end = at + 1;
      }
      if (end !== -1) break;
    }
    if (end === -1) {
      this.#at = at;
      this.#depth = depth;
      this.#inString = inString;
      return false;
    }
    const record = text.slice(this.#start, end);
    this.#take(record, items);
    this.#line += lineBreaks(record);
    this.#start = -1;
    this.#at = end;
    return true;
  }

  /** A whole record: a member's name, a member's value or an item of a list. */
  #take(text: string, items: JsonItem[]): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (thrown) {
      items.push({ kind: 'damage', line: this.#line, field: this.#place(), reason: say('json.malformed', saidBy(thrown)) });
      if (this.#expecting === 'item') this.#index += 1;
      else if (this.#expecting === 'value') this.#expecting = 'name';
      else this.#isDead = true;
      return;
    }
    if (this.#expecting === 'name') {
      this.#key = String(value);
      this.#expecting = 'colon';
      return;
    }
    items.push({ kind: 'record', key: this.#key, index: this.#index, line: this.#line, value });
    if (this.#expecting === 'item') this.#index += 1;
    else this.#expecting = 'name';
  }
}

/** The records of a file. */
export async function* jsonRecordsOf(source: LabelSource, path: string): AsyncGenerator<readonly JsonItem[]> {
  const records = new JsonRecords();
  for await (const piece of source.pieces(path)) yield records.push(piece);
  yield records.end();
}

/** A damage as a problem of its file. */
export function damageProblem(file: string, item: Exclude<JsonItem, JsonRecord>): ReadProblem {
  return { file, line: item.line, field: item.field, ...because(item.reason) };
}
