import { planNamed, planOf, plannedApp, resourceChange } from '../testing/plans';
import { sampleFinding, sampleReport } from '../testing/sample';
import { headline } from './headline';
import { isWhole, reportOf } from './report';

const empty = (app: string) => plannedApp(planNamed('no-op'), { app });

test('findings of the rules are in the first line, whatever changes', () => {
  const policy = { findings: [sampleFinding], waived: [], refused: [] };
  const apps = [plannedApp(planNamed('no-op'))];
  expect(headline(sampleReport({ expected: [], policy }, apps))).toEqual({
    tone: 'danger',
    text: 'Against the rules (1 finding). No changes (1 of 1 apps read)',
  });
});

test('the first line contains the losses', () => {
  expect(headline(sampleReport())).toEqual({
    tone: 'danger',
    text: '1 resource destroyed, 1 replaced, 1 possibly replaced; data at stake: aws_s3_bucket.old, aws_db_instance.main',
  });
});

test('without a loss it contains the changes; without a change, that all plans were read', () => {
  const changing = sampleReport({ expected: [] }, [plannedApp(planNamed('update')), empty('data')]);
  expect(headline(changing)).toEqual({ tone: 'change', text: 'Nothing is destroyed or replaced: 1 changed' });
  const quiet = sampleReport({ expected: [] }, [empty('network'), empty('data')]);
  expect(headline(quiet)).toEqual({ tone: 'quiet', text: 'No changes (2 of 2 apps read)' });
  expect(isWhole(quiet)).toBe(true);
});

test.each([
  [
    'an app is missing',
    { expected: ['staging/network', 'staging/data'] },
    [empty('network')],
    'staging/data (there is no plan of it)',
  ],
  [
    'a plan failed',
    {},
    [plannedApp({}, { result: { kind: 'failed', error: 'no' } })],
    'staging/network (its plan failed)',
  ],
  ['a plan cannot be read', {}, [plannedApp({ format_version: '2.0' })], 'staging/network (its plan failed)'],
  ['a plan has errors', {}, [plannedApp(planNamed('errored'))], 'staging/network (its plan ended in an error)'],
  [
    'a plan is not complete',
    {},
    [plannedApp(planNamed('target'))],
    'staging/network (its plan is not complete: another one has to follow it)',
  ],
  [
    'something cannot be planned yet',
    {},
    [plannedApp(planOf([], { deferred_changes: [{ reason: 'unknown', resource_change: resourceChange('a.b', {}) }] }))],
    'staging/network (Terraform could not plan 1 of its resources yet)',
  ],
  [
    'there are two plans of an app',
    {},
    [empty('network'), empty('network')],
    'staging/network (there is more than one plan of it)',
  ],
] as const)('the first line shows that %s, and nothing that looks like no changes', (_what, more, apps, name) => {
  const report = sampleReport({ expected: [], ...more }, apps);
  expect(isWhole(report)).toBe(false);
  const { text, tone } = headline(report);
  expect(tone).toBe('error');
  expect(text).toContain('Do not approve: 1 of');
  expect(text).toContain(name);
  expect(text).not.toMatch(/no changes/i);
});

test('a report of nothing is an error', () => {
  const report = reportOf({ apps: [], expected: [], places: {}, owners: {} });
  expect(isWhole(report)).toBe(false);
  expect(headline(report).text).toBe('Nothing was planned: there is no app to review');
});

test('a stale review shows that before its changes', () => {
  expect(headline(sampleReport({ stale: ['the state of staging/network has moved'] })).text).toBe(
    'Do not approve: this plan is out of date',
  );
});
