import { describe, expect, it } from 'vitest';
import { parseCommandLine } from './commandLine.ts';

describe('the command line', () => {
  it('takes images, folders and one project', () => {
    expect(parseCommandLine(['a.png', 'folder', 'mine.surd'])).toMatchObject({
      project: 'mine.surd',
      inputs: ['a.png', 'folder'],
      screenshot: null,
    });
  });

  it('takes the place of a picture with or without =', () => {
    expect(parseCommandLine(['--screenshot', 'out.png']).screenshot).toBe('out.png');
    expect(parseCommandLine(['--screenshot=out.png']).screenshot).toBe('out.png');
  });

  it('passes over what it does not know, and values that are none of the choices', () => {
    expect(
      parseCommandLine(['--theme', 'pink', '--language', 'xx', '--size', 'big', '--unknown']),
    ).toMatchObject({
      theme: null,
      language: null,
      size: null,
      inputs: [],
    });
    expect(parseCommandLine(['--theme', 'dark', '--language', 'ko', '--size', '1920x1080'])).toMatchObject({
      theme: 'dark',
      language: 'ko',
      size: { width: 1920, height: 1080 },
    });
  });
});
