import { TokenMap } from 'cdktf/lib/tokens/private/token-map';

/**
 * The maps of all tokens, by their representation in a text or a number (token-map.js); cdktf declares them private.
 */
interface Maps {
  readonly stringTokenMap: Map<string, unknown>;
  readonly numberTokenMap: Map<number, unknown>;
}

/**
 * Runs a whole synthesis, and then removes the tokens created in it. cdktf keeps every token of a process, and each
 * refers to its construct and so to the whole program: 500 environments in one process would use gigabytes. Earlier
 * tokens, such as constants of modules, stay.
 */
export function withOwnTokens<T>(synthesis: () => T): T {
  const { stringTokenMap, numberTokenMap } = TokenMap.instance() as unknown as Maps;
  const before = [stringTokenMap, numberTokenMap].map(({ size }) => size);
  try {
    return synthesis();
  } finally {
    forgetAfter(stringTokenMap, before[0]!);
    forgetAfter(numberTokenMap, before[1]!);
  }
}

/** Removes all entries but the first: a Map keeps its entries in the order in which they were set. */
function forgetAfter(map: Map<unknown, unknown>, count: number): void {
  let index = 0;
  for (const key of map.keys()) if (index++ >= count) map.delete(key);
}
