import type { DeploymentRecord } from '../record/deployment-record';
import { stateHeader } from '../testing/fake-app';
import { stateDifference } from './diff';
import { historyText, listText, stateText } from './show';
import { namedVersion, type StateVersion } from './versions';

const place = { bucket: 'states', key: 'testing/network.tfstate' };
const version = (id: string, content: StateVersion['content'], isCurrent = false): StateVersion => ({
  ...{ id, at: new Date('2026-11-30T10:00:00Z'), size: 10, isCurrent, content },
});
const of = (serial: number) => ({ serial, lineage: '0a1b2c3d-4e5f' });
const all = [version('c', 'deleted', true), version('b', of(2)), version('a', of(1)), version('z', of(1))];

test('a version is named by its id, or by a serial that one version has', () => {
  expect(namedVersion(all, 'a', place).id).toBe('a');
  expect(namedVersion(all, 'serial:2', place).id).toBe('b');
});

test('an unknown version, or a serial of two versions, is refused with the known ones', () => {
  expect(() => namedVersion(all, 'x', place)).toThrow(
    'testing/network.tfstate has no version "x". The newest are c, b, a, z; npm run state -- history shows all of them.',
  );
  expect(() => namedVersion(all, 'serial:1', place)).toThrow(
    'testing/network.tfstate has 2 versions with that serial: name one of them by its id, a or z.',
  );
});

test('the history shows the content of each version, and the run that wrote it', () => {
  const record: DeploymentRecord = {
    ...({ format: 1, outcome: 'deployed' } as const),
    ...{ json: '', lockFile: '', outputs: {}, reads: {}, milliseconds: 1 },
    ...{ versions: { terraform: '', provider: '' }, who: 'arn:aws:sts::1:assumed-role/network-deploy/github', at: '' },
    commit: { id: 'c626955d00', clean: true },
  };
  const text = historyText([...all, version('e', { broken: 'empty' }), { ...version('r', of(3)), record }]);
  expect(text).toMatch(/c \(current\).*deleted/);
  expect(text).toMatch(/e .*empty/);
  expect(text).toMatch(/r .* 3 .*0a1b2c3d .*deployed.*c626955.*network-deploy\/github/);
});

test('the list shows the number of resources in a state, a missing or broken state, and the holder of a lock', () => {
  const state = { outputs: ['vpcId'], managed: ['aws_vpc.a'], ids: { 'aws_vpc.a': 'vpc-1' }, tainted: [], reads: [] };
  const lock = { id: '1', who: 'ana@laptop', operation: 'apply', created: new Date(0), age: 1, etag: '' };
  const text = listText(
    [
      { key: 'a', state, record: undefined, lock },
      { key: 'b', state: undefined, record: undefined, lock: undefined },
      { key: 'c', state: 'it is empty', record: undefined, lock: undefined },
    ],
    60_000,
  );
  expect(text).toMatch(/a .* 1 .*ana@laptop, 1m/);
  expect(text).toMatch(/b .*none/);
  expect(text).toMatch(/c .*broken/);
});

test('a state is shown by its addresses and ids, without values', () => {
  const text = stateText({
    ...{ outputs: ['vpcId'], managed: ['aws_vpc.a', 'terraform_data.b'], ids: { 'aws_vpc.a': 'vpc-1' } },
    ...{ tainted: ['aws_vpc.a'], reads: [] },
  });
  expect(text).toMatch(/aws_vpc\.a \(tainted\).*vpc-1/);
  expect(text).toContain('2 resources; outputs: vpcId');
});

describe('the difference of two versions', () => {
  const state = (...resources: object[]) => JSON.stringify({ ...stateHeader, resources });
  const one = (name: string, attributes: object, sensitive: string[] = []) => ({
    ...{ mode: 'managed', type: 'aws_db_instance', name },
    instances: [{ attributes, sensitive_attributes: sensitive.map((value) => [{ type: 'get_attr', value }]) }],
  });
  const difference = (before: string, after: string) => stateDifference(before, after, place, 'k'.repeat(32));

  test('contains added, removed and changed resources, by attribute', () => {
    const [before, after] = [state(one('a', { size: 1 }), one('b', {})), state(one('a', { size: 2 }), one('c', {}))];
    expect(difference(before, after).split('\n')).toEqual([
      '- aws_db_instance.b',
      '+ aws_db_instance.c',
      '! aws_db_instance.a',
      '    - size: 1',
      '    + size: 2',
    ]);
  });

  test('shows no secret', () => {
    const [before, after] = ['hunter2', 'hunter3'].map((secret) => state(one('a', { phrase: secret }, ['phrase'])));
    const text = difference(before!, after!);
    expect(text).toContain('phrase');
    expect(text).not.toMatch(/hunter/);
  });

  test('of equal versions is reported as none', () => {
    expect(difference(state(one('a', {})), state(one('a', {})))).toBe(
      'Both manage the same resources with the same values.',
    );
  });

  test('of a text that is no state is refused', () => {
    expect(() => difference('{', state())).toThrow('is not a Terraform state');
  });
});
