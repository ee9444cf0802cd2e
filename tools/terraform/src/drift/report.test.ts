import { driftedResources, hasDrifted, inWords, parseDriftReports, type DriftReport } from './report';

const empty: DriftReport = {
  ...{ owner: 'staging', app: 'network', at: '2026-11-30T06:00:00.000Z', isDeployed: true },
  ...{ drifted: [], expected: [] },
};

const shown = {
  differencesOf: () => [
    { path: 'threshold', was: '5', is: '500' },
    { path: 'threshold_metric_id', was: 'a', is: 'b' },
    { path: 'tags.Team', is: 'data' },
    { path: 'policy', lines: [{ sign: '-', text: '"Deny"' } as const] },
  ],
  hide: (words: string) => words.replaceAll('hunter2', '(sensitive)'),
};
const one = {
  address: 'aws_x.one',
  type: 'aws_x',
  what: 'changed' as const,
  attributes: [] as string[],
  additions: {},
};

test('only the attributes that have drifted are shown, by their whole name', () => {
  const [found] = driftedResources(
    { drifted: [{ ...one, attributes: ['threshold', 'tags', 'policy'] }], expected: [] },
    shown,
    { 'aws_x.one': { construct: 'x', line: 'apps/network/src/network.ts:7', preventDestroy: false } },
  );
  expect(found).toEqual({
    ...{ address: 'aws_x.one', what: 'changed', line: 'apps/network/src/network.ts:7', removals: [] },
    differences: ['- threshold: 5', '+ threshold: 500', '+ tags.Team: data', 'policy:', '  - "Deny"'],
  });
});

test('a secret in an addition is hidden, also in the command that removes it', () => {
  const additions = { inline_policy: [{ words: 'hunter2', removal: 'aws iam delete-role-policy hunter2' }] };
  const [found] = driftedResources({ drifted: [{ ...one, additions }], expected: [] }, shown, {});
  expect(JSON.stringify(found)).not.toContain('hunter2');
  expect(found?.removals).toEqual(['aws iam delete-role-policy (sensitive)']);
});

test('an app without drift is reported so, and so is one that is not deployed', () => {
  expect(inWords(empty)).toBe('staging/network: no drift');
  expect(inWords({ ...empty, isDeployed: false })).toBe('staging/network: not deployed, nothing to compare');
  expect(hasDrifted(empty)).toBe(false);
});

test('drift names the resource, the line, the difference, and the command that removes it', () => {
  const report: DriftReport = {
    ...empty,
    drifted: [
      { address: 'aws_alarm.a', what: 'gone', line: 'apps/a.ts:1', differences: [], removals: [] },
      { address: 'aws_group.b', what: 'changed', differences: ['+ ingress: tcp 22'], removals: ['aws ec2 revoke'] },
    ],
    expected: [{ address: 'aws_asg.c', attribute: 'desired_capacity', reason: 'it scales', until: '2027-11-30' }],
  };
  expect(hasDrifted(report)).toBe(true);
  expect(inWords(report).split('\n')).toEqual([
    'staging/network: 2 resources have drifted',
    '  aws_alarm.a is gone: AWS does not have it any more   apps/a.ts:1',
    '  aws_group.b was changed',
    '      + ingress: tcp 22',
    '      No deploy removes this, since no code has it. To remove it:',
    '        aws ec2 revoke',
    '  expected: aws_asg.c desired_capacity: it scales (rule of drift until 2027-11-30)',
  ]);
});

test('the reports are read as they were written, and anything else is refused', () => {
  expect(parseDriftReports(JSON.stringify([empty]))).toEqual([empty]);
  expect(() => parseDriftReports('[{"owner":"staging"}]')).toThrow(
    /^The file does not contain valid drift reports:\n[^]*Write them with npm run drift -- <environment> --json <file>\.$/,
  );
});
