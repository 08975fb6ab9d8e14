/** Making a formatter takes far longer than formatting: one is kept for each language. */
function kept<Format>(make: (language: string) => Format): (language: string) => Format {
  const made = new Map<string, Format>();
  return (language) => {
    const known = made.get(language);
    if (known !== undefined) return known;
    const format = make(language);
    made.set(language, format);
    return format;
  };
}

const numbers = (options: Intl.NumberFormatOptions) =>
  kept((language) => new Intl.NumberFormat(language, options));
const scoreFormat = numbers({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const compactFormat = numbers({ notation: 'compact', maximumSignificantDigits: 3 });
const percentFormat = numbers({ style: 'percent', maximumFractionDigits: 1 });
const timeFormat = kept(
  (language) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
);

/** A score or a share as people read it in tables: `.98` is `0.98` with two digits. */
export function formatScore(score: number, language: string): string {
  return scoreFormat(language).format(score);
}

/** A size in powers of 1000 with three digits: `4.21 MB`. */
export function formatBytes(sizeBytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3)));
  const unit = units[power] ?? 'byte';
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    // In short it would be "2 byte".
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumSignificantDigits: 3,
  }).format(sizeBytes / 1000 ** power);
}

/** A big count in short: `2.1M`, in Korean `210만`. */
export function formatCompact(count: number, language: string): string {
  return compactFormat(language).format(count);
}

/** A share in percent, one decimal where it is not whole: `98.5 %`. */
export function formatPercent(share: number, language: string): string {
  return percentFormat(language).format(share);
}

/** A rate: one decimal below ten, none above. */
export function formatRate(perSecond: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: perSecond < 10 ? 1 : 0 }).format(perSecond);
}

/** A time of day to the second. */
export function formatTime(atMs: number, language: string): string {
  return timeFormat(language).format(atMs);
}

/** What is left of a job, in the biggest unit that is not below one. */
export function remaining(remainingMs: number): {
  readonly unit: 'Seconds' | 'Minutes' | 'Hours';
  readonly count: number;
} {
  const seconds = Math.ceil(remainingMs / 1000);
  if (seconds < 90) return { unit: 'Seconds', count: seconds };
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return { unit: 'Minutes', count: minutes };
  return { unit: 'Hours', count: Math.round(minutes / 60) };
}
