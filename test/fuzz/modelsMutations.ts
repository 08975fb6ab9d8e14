/** A small fast generator of random numbers, so that a run can be repeated from its seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Values that lengths, offsets and counts are wrong by. */
const interesting = [0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x0a, 0x12, 0x20];

type Mutation = (bytes: Uint8Array, random: () => number) => Uint8Array;

const place = (bytes: Uint8Array, random: () => number): number => Math.floor(random() * bytes.length);

const mutations: readonly Mutation[] = [
  (bytes, random) => {
    const copy = bytes.slice();
    const at = place(bytes, random);
    copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return copy;
  },
  (bytes, random) => {
    const copy = bytes.slice();
    copy[place(bytes, random)] = interesting[Math.floor(random() * interesting.length)] ?? 0;
    return copy;
  },
  (bytes, random) => {
    const copy = bytes.slice();
    const at = place(bytes, random);
    for (let offset = 0; offset < 4 && at + offset < copy.length; offset++)
      copy[at + offset] = random() < 0.5 ? 0xff : 0x00;
    return copy;
  },
  (bytes, random) => bytes.slice(0, place(bytes, random)),
  (bytes, random) => {
    const from = place(bytes, random);
    const length = Math.floor(random() * 64);
    return join(bytes.subarray(0, from), bytes.subarray(from + length));
  },
  (bytes, random) => {
    const at = place(bytes, random);
    const inserted = Uint8Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
      Math.floor(random() * 256),
    );
    return join(bytes.subarray(0, at), inserted, bytes.subarray(at));
  },
  (bytes, random) => {
    const from = place(bytes, random);
    const block = bytes.subarray(from, from + 1 + Math.floor(random() * 256));
    const at = place(bytes, random);
    return join(bytes.subarray(0, at), block, bytes.subarray(at));
  },
  (bytes, random) => {
    const copy = bytes.slice();
    const from = place(bytes, random);
    copy.copyWithin(place(bytes, random), from, from + 1 + Math.floor(random() * 64));
    return copy;
  },
];

/** A file with a few things wrong with it. Half of the damage falls on the head, where structure is densest. */
export function mutate(bytes: Uint8Array, random: () => number): Uint8Array {
  let mutated = bytes;
  const count = random() < 0.6 ? 1 : 1 + Math.floor(random() * 4);
  for (let round = 0; round < count && mutated.length > 0; round++) {
    const mutation = mutations[Math.floor(random() * mutations.length)];
    if (mutation === undefined) continue;
    const headLength = Math.min(mutated.length, 4096);
    mutated =
      random() < 0.5 && headLength < mutated.length
        ? join(mutation(mutated.subarray(0, headLength), random), mutated.subarray(headLength))
        : mutation(mutated, random);
  }
  return mutated;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
