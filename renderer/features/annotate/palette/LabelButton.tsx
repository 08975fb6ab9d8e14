import { UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import classes from './LabelPalette.module.css';

export interface LabelButtonProps {
  readonly labelId: number;
  readonly name: string;
  /** The digit key that gives it; null for none. */
  readonly digit: number | null;
  /** Whether it stays on its digit. */
  readonly isPinned: boolean;
  readonly isActive: boolean;
  readonly onGive: (labelId: number) => void;
}

/** Of a hundred of them, an edit changes the two that it makes active and not active any more. */
export const LabelButton = memo(function LabelButton({
  labelId,
  name,
  digit,
  isPinned,
  isActive,
  onGive,
}: LabelButtonProps) {
  const { t } = useTranslation();
  const title = digit === null ? name : t('palette.giveWithKey', { label: name, key: String(digit) });
  return (
    <UnstyledButton
      className={classes['label'] ?? ''}
      aria-label={name}
      aria-pressed={isActive}
      title={title}
      {...(digit === null
        ? {}
        : { 'data-digit': digit, 'data-pinned': isPinned, 'aria-keyshortcuts': String(digit) })}
      // The canvas keeps the focus: its keys work on after a label was given.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        onGive(labelId);
      }}
    >
      <LabelGlyph name={name} />
    </UnstyledButton>
  );
});
