import { describe, expect, it } from 'vitest';
import type { WireError } from '#shared/base/errors.ts';
import { detailsOf, say } from '#shared/formats/label/reasons/reason.ts';
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

  it('says why ink is malformed in the language of the window', () => {
    const cause = say('ink.noTrace', { id: 't7' });
    const details = { file: 'a.inkml', line: 3, field: 'traceView', ...detailsOf(cause) };
    const malformed: WireError = { code: 'ink.malformed', message: 'a.inkml: no', details };
    expect(errorText(createI18n('en').t, malformed)).toBe(
      'a.inkml: not well-formed InkML: there is no trace "t7".',
    );
    expect(errorText(createI18n('ko').t, malformed)).toBe(
      'a.inkml: 올바른 InkML이 아닙니다. 없는 획입니다: "t7"',
    );
    const foreign = { ...malformed, details: { ...details, reason: 'ink.ofTomorrow' } };
    expect(errorText(createI18n('ko').t, foreign)).toBe('a.inkml: no');
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
