import { describe, expect, it } from 'vitest';
import { buildSet } from '../buildSet.ts';
import { errorsCsv, labelsCsv } from '../csv.ts';
import { evaluateRun } from '../evaluateRun.ts';
import { reportPage } from './reportPage.ts';

const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
const hostile = '<img src=x onerror="alert(1)">';

function page(): { html: string; evaluation: ReturnType<typeof evaluateRun> } {
  const set = buildSet(
    ['x', hostile],
    [
      {
        name: 'a "quoted", name.png',
        truth: [
          { label: 'x', box: box(0) },
          { label: hostile, box: box(20) },
        ],
        detections: [
          { label: hostile, box: box(0), score: 0.9 },
          { label: '=cmd|calc', box: box(60), score: 0.8 },
        ],
      },
    ],
  );
  const evaluation = evaluateRun(set, { resamples: 10 });
  const facts = [['Truth', '<truth>.json']] as const;
  return { html: reportPage(evaluation, { title: hostile, facts, createdAt: '2026-01-02' }), evaluation };
}

describe('the page of a report', () => {
  it('shows names as text, whatever they hold', () => {
    const { html } = page();
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
    expect(html).toContain('&lt;truth&gt;.json');
  });

  it('needs nothing else: no script, no address', () => {
    const { html } = page();
    expect(html).not.toMatch(/<script|https?:|url\(|<link|@import/);
    expect(html).toContain("default-src 'none'");
  });

  it('has its figures and its errors', () => {
    const { html, evaluation } = page();
    expect(evaluation.report.symbols).toMatchObject({ correct: 0, confused: 1, spurious: 1, missed: 1 });
    expect(html).toContain('Errors (3)');
    expect(html).toMatch(/x<\/code> read as/);
  });

  it('is made of nothing, too', () => {
    const evaluation = evaluateRun(buildSet([], []), { resamples: 10 });
    const html = reportPage(evaluation, { title: 'empty', facts: [], createdAt: '' });
    expect(html).toContain('Errors (0)');
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('CSV', () => {
  it('quotes what has to be quoted, and lets no spreadsheet run a name', () => {
    const { evaluation } = page();
    const errors = errorsCsv(evaluation.errors);
    expect(errors).toContain('"a ""quoted"", name.png"');
    expect(errors).toContain(",'=cmd|calc,");
    expect(errors.trim().split('\r\n')).toHaveLength(4);
    expect(labelsCsv(evaluation.report.labels)).toContain('"<img src=x onerror=""alert(1)"">",1,1,');
  });
});
