import { IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/stores/workbench.ts';
import { LabelGlyph } from '#renderer/ui/LabelGlyph.tsx';
import { TexFormula } from '#renderer/ui/TexFormula.tsx';
import { compareSymbols, type SymbolDifference } from '#shared/formula/compareSymbols.ts';
import type { FormulaLayout } from '#shared/formula/layoutTree.ts';
import { plainTree } from '#shared/formula/plainTree.ts';
import { readLatex } from '#shared/formula/readLatex.ts';
import classes from './KnownFormula.module.css';

function Difference({ difference: { label, expected, found } }: { readonly difference: SymbolDifference }) {
  const { t } = useTranslation();
  const isMissing = found < expected;
  return (
    <li className={classes[isMissing ? 'missing' : 'extra']} title={label}>
      <LabelGlyph name={label} />
      <span>
        {isMissing || expected > 0
          ? t('formula.expected', { expected, found })
          : t('formula.extra', { found })}
      </span>
    </li>
  );
}

/** The formula that the image's source says it shows, and what the boxes have too few or too many of. */
export function KnownFormula({ layout }: { readonly layout: FormulaLayout }) {
  const { t } = useTranslation();
  const latex = useSession((state) => state.image?.latex ?? null);
  const comparison = useMemo(
    () => (latex === null ? null : compareSymbols(readLatex(latex), plainTree(layout.tree))),
    [latex, layout],
  );
  if (latex === null || latex.trim() === '' || comparison === null) return null;
  const { isSameLayout } = comparison;
  // Before there is a box, each symbol is missing, and saying so helps nobody.
  const isEmpty = layout.tree.length === 0;
  const differences = isEmpty ? [] : comparison.differences;
  return (
    <div className={classes['known']} role="group" aria-label={t('formula.known')}>
      <span className={classes['title']}>{t('formula.known')}</span>
      <TexFormula tex={latex} className={classes['drawn']} />
      {differences.length > 0 && (
        <ul className={classes['differences']}>
          {differences.map((difference) => (
            <Difference key={difference.label} difference={difference} />
          ))}
        </ul>
      )}
      {differences.length === 0 && isSameLayout && (
        <span className={classes['same']}>
          <IconCheck size={14} stroke={2} aria-hidden="true" />
          {t('formula.same')}
        </span>
      )}
      {!isEmpty && differences.length === 0 && !isSameLayout && (
        <span className={classes['other']}>{t('formula.otherLayout')}</span>
      )}
    </div>
  );
}
