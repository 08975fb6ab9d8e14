/** How a box is shown: `doubtful` is a detection with a low score. */
export type BoxMark = 'detected' | 'doubtful' | 'accepted' | 'corrected' | 'drawn';

const colors: Readonly<Record<BoxMark, string>> = {
  detected: 'var(--surd-detected)',
  doubtful: 'var(--surd-detected)',
  accepted: 'var(--surd-accepted)',
  corrected: 'var(--surd-corrected)',
  drawn: 'var(--surd-drawn)',
};

export interface BoxStateMarkProps {
  readonly mark: BoxMark;
}

/** The box in small as the canvas draws it: dashed while only detected, with a dot when doubtful. */
export function BoxStateMark({ mark }: BoxStateMarkProps) {
  const isOpen = mark === 'detected' || mark === 'doubtful';
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" fill="none" aria-hidden="true">
      <rect
        x="1"
        y="1"
        width="10"
        height="10"
        rx="1.5"
        stroke={colors[mark]}
        strokeWidth="1.5"
        {...(isOpen ? { strokeDasharray: '2.5 1.75' } : {})}
      />
      {mark === 'doubtful' && <circle cx="6" cy="6" r="1.75" fill={colors[mark]} />}
      {mark === 'accepted' && <path d="M3.5 6.2 5.2 7.8 8.4 4.4" stroke={colors[mark]} strokeWidth="1.4" />}
    </svg>
  );
}
