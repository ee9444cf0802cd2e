import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf } from '@malinshopper/policy/testing';
import { isAdoptable } from '@malinshopper/terraform';

interface Document {
  readonly resource?: Readonly<Record<string, object>>;
}

test('every type of the apps has a rule for importing the resources of a killed run', async () => {
  const types = new Set<string>();
  for (const kind of scenarios) {
    for (const { resource = {} } of [...(await documentsOf(subjectOf(kind))).own.values()] as Document[]) {
      for (const type of Object.keys(resource)) types.add(type);
    }
  }
  expect([...types].filter((type) => !isAdoptable(type)).sort()).toEqual([]);
  expect(types.size).toBeGreaterThan(90);
});
