import { deletions } from '@malinshopper/local-aws';
import { kinds } from '@malinshopper/policy';
import { documentsOf, subjectOf } from '@malinshopper/policy/testing';

interface Document {
  readonly resource?: Readonly<Record<string, unknown>>;
}

test('of every type that the apps make it is said whether AWS deletes it while it is in use', async () => {
  const documents = [];
  for (const kind of kinds) documents.push(...(await documentsOf(subjectOf(kind))).own.values());
  const types = new Set(documents.flatMap((document) => Object.keys((document as Document).resource ?? {})));
  expect(types.size).toBeGreaterThan(100);
  expect([...types].filter((type) => !(type in deletions)).sort()).toEqual([]);
});
