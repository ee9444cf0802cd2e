import { appGraph, synthesize } from '@malinshopper/terraform';
import { inPlace, onlyTagged } from './in-place';
import { revise } from './revise';

type Resources = Record<string, Record<string, object>>;
const resources = (json: string) => (JSON.parse(json) as { resource: Resources }).resource;
let stacks: readonly string[];

beforeAll(async () => {
  const apps = await appGraph();
  const made = await synthesize(
    'production',
    apps.map(({ root }) => root),
  );
  stacks = [...made.values()].map(({ json }) => json);
});

test('every type of production is revised, or has a reason why it is not', () => {
  const types = [...new Set(stacks.flatMap((json) => Object.keys(resources(json))))].sort();
  expect(types.filter((type) => !(type in inPlace) && !(type in onlyTagged))).toEqual([]);
  expect(Object.keys(inPlace).filter((type) => type in onlyTagged)).toEqual([]);
});

test('a revision changes each resource of a type that it names', () => {
  const unchanged = stacks.flatMap((json) => {
    const [before, after] = [resources(json), resources(revise(json))];
    return Object.entries(before).flatMap(([type, byId]) =>
      Object.keys(byId).flatMap((id) =>
        type in inPlace && JSON.stringify(byId[id]) === JSON.stringify(after[type]![id]) ? [`${type}.${id}`] : [],
      ),
    );
  });
  expect(unchanged).toEqual([]);
});

test('contains no type that production does not have', () => {
  const types = new Set(stacks.flatMap((json) => Object.keys(resources(json))));
  expect([...Object.keys(inPlace), ...Object.keys(onlyTagged)].filter((type) => !types.has(type))).toEqual([]);
});
