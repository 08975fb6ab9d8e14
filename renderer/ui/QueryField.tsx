import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

export interface QueryFieldProps extends Pick<TextInputProps, 'className' | 'classNames' | 'size'> {
  readonly label: string;
  readonly placeholder: string;
  /** What can be written, in a few words. */
  readonly hint: string;
  readonly clearLabel: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  /** Counts up with each command that asks for the field: it takes the focus then. */
  readonly request: number;
}

/** A field that a list is searched with. Escape empties it, and leaves it when it is empty. */
export function QueryField(props: QueryFieldProps) {
  const { label, placeholder, hint, clearLabel, value, onChange, onEnter, request, ...look } = props;
  const field = useRef<HTMLInputElement>(null);
  const answered = useRef(request);

  useEffect(() => {
    if (answered.current === request) return;
    answered.current = request;
    field.current?.focus();
    field.current?.select();
  }, [request]);

  return (
    <TextInput
      {...look}
      ref={field}
      aria-label={label}
      placeholder={placeholder}
      title={hint}
      spellCheck={false}
      leftSection={<IconSearch size={14} stroke={1.75} />}
      rightSection={
        value !== '' && (
          <CloseButton
            size="xs"
            aria-label={clearLabel}
            onClick={() => {
              onChange('');
            }}
          />
        )
      }
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onEnter?.();
        if (event.key !== 'Escape') return;
        if (value === '') event.currentTarget.blur();
        else onChange('');
      }}
    />
  );
}
