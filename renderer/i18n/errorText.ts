import type { ParseKeys, TFunction } from 'i18next';
import type { ErrorCode, WireError } from '#shared/base/errors.ts';
import { reasonIn } from '#shared/formats/label/reasons/reason.ts';
import en from './en.json';

const codes: Readonly<Record<string, unknown>> = en.errors;

/** Whether the code has a text of its own; the facts it is made of may be missing all the same. */
function hasText(code: ErrorCode): boolean {
  const [area = '', reason = ''] = code.split('.');
  const texts = codes[area] as Readonly<Record<string, unknown>> | undefined;
  return typeof texts?.[reason] === 'string';
}

/** Names in `{{...}}` of a text. */
function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map((match) => match[1] ?? '');
}

/**
 * An error in the person's language, by its code. Where the code has no text, or the error lacks a fact that the text
 * is made of, its own English message is shown: better foreign than with a hole in it.
 */
export function errorText(t: TFunction, error: WireError): string {
  if (!hasText(error.code)) return error.message;
  const key = `errors.${error.code}` as ParseKeys;
  const [area = '', reason = ''] = error.code.split('.');
  const source = (codes[area] as Readonly<Record<string, string>>)[reason] ?? '';
  const facts = { ...error.details, reason: reasonIn(error.details) ?? undefined, message: error.message };
  const isWhole = placeholders(source).every((name) => facts[name as keyof typeof facts] !== undefined);
  return isWhole ? t(key, facts) : error.message;
}
