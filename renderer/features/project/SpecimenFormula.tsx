import { TexFormula } from '#renderer/ui/TexFormula.tsx';
import classes from './SpecimenFormula.module.css';

/** The quadratic formula in boxes, as the canvas shows one: what this window is for, before a word is read. */
export function SpecimenFormula() {
  return (
    <div className={classes['specimen']} aria-hidden="true">
      <TexFormula
        tex="\boxed{x}\,\boxed{=}\,\boxed{\sqrt{\boxed{a}\,\boxed{+}\,\boxed{b}}}"
        className={classes['formula']}
      />
    </div>
  );
}
