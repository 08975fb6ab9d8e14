import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useWorkbench } from '#renderer/stores/workbench.ts';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import { labelTex } from '#renderer/ui/labelTex.ts';
import type { Label } from '#shared/dataset/label.ts';
import classes from './LabelField.module.css';
import { searchLabels } from './searchLabels.ts';

export interface LabelFieldProps {
  /** The label that is shown while nobody types; null for none, or for several. */
  readonly label: Label | null;
  readonly name: string;
  readonly placeholder: string;
  readonly onGive: (labelId: number) => void;
}

/** As many as fit the list without scrolling far: the right one is among the first, or more letters are typed. */
const shownLabels = 40;

/** Stands for "make a new label of what is typed" among the options. */
const newLabel = 'new';

/** A word is no sign, and would only be said twice. */
function Sign({ name }: { readonly name: string }) {
  return labelTex(name) === null ? null : (
    <span className={classes['sign']}>
      <LabelGlyph name={name} />
    </span>
  );
}

/** A label by typing: `L`, some letters of its name, Enter. */
export const LabelField = memo(function LabelField({ label, name, placeholder, onGive }: LabelFieldProps) {
  const { t } = useTranslation();
  const { labels, ui } = useWorkbench();
  const labelSet = useStore(labels, (state) => state.labels);
  const all = labelSet.filter(({ isRetired }) => !isRetired);
  const request = useStore(ui, (state) => state.labelFieldRequest);
  const answered = useRef(request);
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
    },
  });

  useEffect(() => {
    if (answered.current === request) return;
    answered.current = request;
    field.current?.focus();
  }, [request]);

  const query = typed?.trim() ?? '';
  const isOpen = combobox.dropdownOpened;
  const found = isOpen ? searchLabels(all, query).slice(0, shownLabels) : [];
  const canAdd = query !== '' && !all.some((one) => one.name === query);

  const leave = (): void => {
    setTyped(null);
    combobox.closeDropdown();
    field.current?.blur();
    // Arrows move the labelled box next.
    document.querySelector<HTMLElement>('[data-canvas]')?.focus();
  };
  const choose = async (value: string): Promise<void> => {
    leave();
    const id = value === newLabel ? (await labels.add(query))?.id : Number(value);
    if (id !== undefined) onGive(id);
  };

  return (
    <Combobox
      store={combobox}
      transitionProps={{ duration: 0 }}
      shadow="md"
      onOptionSubmit={(value) => void choose(value)}
    >
      <Combobox.Target>
        <InputBase
          ref={field}
          size="xs"
          aria-label={name}
          title={name}
          classNames={{ input: classes['input'] ?? '' }}
          placeholder={placeholder}
          leftSection={typed === null && label !== null ? <Sign name={label.name} /> : undefined}
          leftSectionWidth={36}
          value={typed ?? label?.name ?? ''}
          onFocus={() => {
            setTyped('');
            combobox.openDropdown();
          }}
          onClick={() => {
            combobox.openDropdown();
          }}
          onBlur={() => {
            setTyped(null);
            combobox.closeDropdown();
          }}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') leave();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={name} mah={260} className={classes['options'] ?? ''}>
          {found.map((one) => (
            <Combobox.Option key={one.id} value={String(one.id)} className={classes['option'] ?? ''}>
              <span className={classes['glyph']}>
                <LabelGlyph name={one.name} />
              </span>
              <span className={classes['name']}>{one.name}</span>
              <span className={classes['count']}>{one.usageCount > 0 && one.usageCount}</span>
            </Combobox.Option>
          ))}
          {canAdd && (
            <Combobox.Option value={newLabel}>{t('selection.addLabel', { name: query })}</Combobox.Option>
          )}
          {isOpen && found.length === 0 && !canAdd && (
            <Combobox.Empty>{t('selection.noLabel')}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
});
