import type { ReviewedApp } from '@malinshopper/review';
import { compare, type Finding } from './compare';
import type { Done, Happened } from './happened';

type Change = { address: string; action: string; onlyIf?: string[]; previousAddress?: string; mode?: string };
const planned = (...changes: Change[]) => ({
  kind: 'planned',
  changes: changes.map((one) => ({ mode: 'managed', ...one })),
});
const reviewed = (result: object) => [{ app: 'data', environment: 'testing', result }] as unknown as ReviewedApp[];
const happened = (done: Record<string, Done>): Happened => new Map([['data', new Map(Object.entries(done))]]);
const vpcId = 'network: vpcId';
const said = ({ findings }: { readonly findings: readonly Finding[] }) =>
  findings.map(({ rule, place, what }) => `${rule}: ${place}: ${what}`);

test('"no changes" is wrong if a resource changes, also where the app was not planned', () => {
  for (const result of [{ kind: 'unchanged' }, planned({ address: 'data.a.b', action: 'read', mode: 'data' })]) {
    expect(said(compare(reviewed(result), happened({ 'a.b': 'update' }), new Set()))).toEqual([
      'no changes, but changed: data: a.b: update',
    ]);
    expect(said(compare(reviewed(result), new Map(), new Set()))).toEqual([]);
  }
});

test('a change that happens has to be in the review, with the same action', () => {
  const found = compare(
    reviewed(
      planned(
        { address: 'a.one', action: 'update' },
        { address: 'a.moved', action: 'update', previousAddress: 'a.old' },
      ),
    ),
    happened({ 'a.one': 'replace', 'a.two': 'create', 'a.moved': 'update' }),
    new Set(),
  );
  expect(said(found)).toEqual([
    'other than reviewed: data: a.one: update was reviewed, replace came',
    'not in the review: data: a.two: create',
  ]);
});

test('a certain replacement, creation or deletion has to happen; an update may turn out to change nothing', () => {
  const all = ['replace', 'create', 'delete', 'update'].map((action) => ({ address: `a.${action}`, action }));
  const found = compare(reviewed(planned(...all)), new Map(), new Set());
  expect(said(found)).toEqual([
    'certain, but did not happen: data: a.replace: replace',
    'certain, but did not happen: data: a.create: create',
    'certain, but did not happen: data: a.delete: delete',
  ]);
  expect([found.replacements, found.updates]).toEqual([
    { certain: 1, missed: 1, came: 0, stayed: 0 },
    { certain: 1, missed: 1, came: 0, stayed: 0 },
  ]);
});

test('a possible replacement can happen, happen as an update, or not happen', () => {
  const possible = { address: 'a.one', action: 'replace', onlyIf: [vpcId] };
  const tried = (done: Record<string, Done>) => compare(reviewed(planned(possible)), happened(done), new Set([vpcId]));
  expect(tried({ 'a.one': 'replace' })).toMatchObject({ findings: [], replacements: { came: 1, stayed: 0 } });
  expect(tried({ 'a.one': 'update' })).toMatchObject({ findings: [], replacements: { came: 0, stayed: 1 } });
  expect(tried({})).toMatchObject({ findings: [], replacements: { came: 0, stayed: 1 } });
});

test('a possible change happens only if one of its outputs has changed', () => {
  const possible = { address: 'a.one', action: 'update', onlyIf: [vpcId] };
  expect(said(compare(reviewed(planned(possible)), happened({ 'a.one': 'update' }), new Set()))).toEqual([
    'possible, though nothing varied: data: a.one: update without network: vpcId',
  ]);
  const ofAccount = { ...possible, onlyIf: ['account-of-nonproduction: zoneIds'] };
  const moved = new Set(['account: zoneIds']);
  expect(said(compare(reviewed(planned(ofAccount)), happened({ 'a.one': 'update' }), moved))).toEqual([]);
});
