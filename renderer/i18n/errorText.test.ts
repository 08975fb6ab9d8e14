import { describe, expect, it } from 'vitest';
import type { WireError } from '#shared/base/errors.ts';
import { createI18n, languageFor } from './createI18n.ts';
import { errorText } from './errorText.ts';

const empty: WireError = {
  code: 'file.empty',
  message: 'a.png: the file is empty (0 bytes).',
  details: { file: 'a.png' },
};

describe('errorText', () => {
  it('speaks the language of the window', () => {
    expect(errorText(createI18n('ko').t, empty)).toBe('a.png: 빈 파일입니다(0바이트).');
    expect(errorText(createI18n('en').t, empty)).toBe('a.png: the file is empty (0 bytes).');
  });

  it('falls back to the message where a fact is missing', () => {
    expect(errorText(createI18n('ko').t, { ...empty, details: {} })).toBe(empty.message);
  });

  it('falls back to the message for a code of a newer process', () => {
    const unknown = { ...empty, code: 'file.haunted' } as unknown as WireError;
    expect(errorText(createI18n('ko').t, unknown)).toBe(empty.message);
  });

  it('puts the message into texts that ask for it', () => {
    const bug: WireError = { code: 'internal.bug', message: 'boom', details: {} };
    expect(errorText(createI18n('en').t, bug)).toContain('(boom)');
  });
});

describe('languageFor', () => {
  it('prefers what was chosen, then the system, then English', () => {
    expect(languageFor({ language: 'en' }, 'ko-KR')).toBe('en');
    expect(languageFor({ language: null }, 'ko-KR')).toBe('ko');
    expect(languageFor({ language: null }, 'fr')).toBe('en');
  });
});
