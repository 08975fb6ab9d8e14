const greek =
  'alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω';
const operators =
  'sum ∑ prod ∏ int ∫ oint ∮ iint ∬ sqrt √ frac a⁄b pm ± mp ∓ times × div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ cup ∪ cap ∩ wedge ∧ vee ∨ neg ¬ setminus ∖';
const relations =
  'leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ lt < gt > equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ perp ⊥ parallel ∥ mid ∣ ll ≪ gg ≫';
const arrows =
  'to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ uparrow ↑ downarrow ↓';
const others =
  'infty ∞ partial ∂ nabla ∇ forall ∀ exists ∃ emptyset ∅ hbar ℏ ell ℓ prime ′ ldots … cdots ⋯ dots … vdots ⋮ ddots ⋱ angle ∠ triangle △ square □ degree ° langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ vert | Vert ‖ lbrack [ rbrack ] lbrace { rbrace } backslash \\ Re ℜ Im ℑ aleph ℵ';

function pairs(table: string): [string, string][] {
  const words = table.split(' ');
  return Array.from({ length: words.length / 2 }, (_, at) => [words[2 * at] ?? '', words[2 * at + 1] ?? '']);
}

const signs = new Map([greek, operators, relations, arrows, others].flatMap(pairs));

/** A label as a chip on the canvas shows it: the sign where Unicode has it, the name without its backslash elsewhere. */
export function chipText(name: string): string {
  if (name === 'COMMA') return ',';
  if (!name.startsWith('\\')) return name;
  const bare = name.slice(1);
  return signs.get(bare) ?? bare;
}
