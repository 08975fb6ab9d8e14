/** How far the work on an image has come. */
type ImageState = 'new' | 'prelabelled' | 'inProgress' | 'reviewed';

const colors: Readonly<Record<ImageState, string>> = {
  new: 'var(--surd-text-3)',
  prelabelled: 'var(--surd-detected)',
  inProgress: 'var(--surd-drawn)',
  reviewed: 'var(--surd-accepted)',
};

export interface ImageStateMarkProps {
  readonly state: ImageState;
  /** What it says, where no text beside it does. */
  readonly label?: string | undefined;
}

/** How far an image is: ring, dashed ring, half disc, disc with a tick. The shape says it without the colour. */
export function ImageStateMark({ state, label }: ImageStateMarkProps) {
  const color = colors[state];
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      fill="none"
      stroke={color}
      strokeWidth="1.5"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {state === 'new' && <circle cx="6" cy="6" r="4.5" />}
      {state === 'prelabelled' && <circle cx="6" cy="6" r="4.5" strokeDasharray="2.6 2.1" />}
      {state === 'inProgress' && (
        <>
          <circle cx="6" cy="6" r="4.5" />
          <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill={color} stroke="none" />
        </>
      )}
      {state === 'reviewed' && (
        <>
          <circle cx="6" cy="6" r="5.25" fill={color} stroke="none" />
          <path d="M3.6 6.2 5.3 7.9 8.5 4.4" stroke="var(--surd-panel)" />
        </>
      )}
    </svg>
  );
}
