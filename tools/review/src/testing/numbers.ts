/** Numbers that look random and are the same in each run (Park and Miller, "Random number generators: good ones are hard to find"). */
export function numbers(seed: number): () => number {
  let last = seed;
  return () => (last = (last * 48_271) % 0x7fffffff);
}
