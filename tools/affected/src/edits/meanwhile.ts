import { some, type Edit } from './edit';

/** Changes by other deploys meanwhile: outputs with other values, and runs that did not succeed. */
export function meanwhile(
  outputs: readonly { readonly key: string; readonly name: string }[],
  keys: readonly string[],
): Edit[] {
  const others = some(outputs, 30).map((output): Edit => ({
    kind: 'upstream',
    what: `${output.name} of ${output.key} has another value`,
    files: {},
    expected: {},
    output,
  }));
  const outcomes = (['running', 'failed', 'destroyed'] as const).flatMap((ended) =>
    some(keys, 3).map((key): Edit => {
      const [owner = '', file = ''] = key.split('/');
      const expected = { owners: [owner], apps: [file.replace('.tfstate', '')], shows: true };
      return {
        kind: 'outcome',
        what: `the last run of ${key} is ${ended}`,
        files: {},
        expected,
        outcome: { key, ended },
      };
    }),
  );
  return [...others, ...outcomes];
}
