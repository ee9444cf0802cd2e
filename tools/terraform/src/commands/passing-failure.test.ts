import { passes } from './passing-failure';

const KEY = 'arn:aws:kms:eu-west-1:1:key/0a1b2c3d';
const TOPIC = 'arn:aws:sns:eu-west-1:1:testing-alarms';
const error = (detail: string, address?: string) => ({
  severity: 'error' as const,
  summary: 'Error: creating something',
  detail,
  ...(address !== undefined && { address }),
});
const refused = (action: string, resource = '', address?: string) =>
  error(
    `AccessDeniedException: User: arn:aws:sts::1:assumed-role/data-deploy/ci is not authorized to perform: ${action}` +
      `${resource && ` on resource: ${resource}`} because no identity-based policy allows the ${action} action`,
    address,
  );
const halted = { severity: 'error' as const, summary: 'execution halted', detail: '' };
const created = (address: string, idValue: string) => ({ address, idKey: 'id', idValue });
const left = (
  parts: { created?: ReturnType<typeof created>[]; failedCreates?: string[]; tainted?: string[] } = {},
) => ({
  journal: { created: parts.created ?? [], failedCreates: parts.failedCreates ?? [] },
  tainted: parts.tainted ?? [],
});

test.each([
  ['by its id', KEY, '0a1b2c3d'],
  ['by its ARN', TOPIC, TOPIC],
  ['by its URL', 'arn:aws:sqs:eu-west-1:1:work', 'https://sqs.eu-west-1.amazonaws.com/1/work'],
])('a permission on a resource that was made in this run passes: known %s', (_, arn, id) => {
  const failure = [refused('kms:CreateAlias', arn, 'aws_kms_alias.main'), halted];
  expect(passes(failure, left({ created: [created('aws_kms_key.main', id)] }))).toBe(true);
});

test('a permission on a resource that another run has made does not pass', () => {
  const others = left({ created: [created('aws_kms_key.other', 'ffff'), created('aws_kms_key.empty', '')] });
  expect(passes([refused('kms:CreateAlias', KEY, 'aws_kms_alias.main')], others)).toBe(false);
});

test('a creation that went on until it was refused passes, one that could not begin does not', () => {
  const failure = [refused('kms:EnableKeyRotation', '', 'aws_kms_key.main')];
  const failedCreates = ['aws_kms_key.main'];
  expect(passes(failure, left({ failedCreates, tainted: ['aws_kms_key.main'] }))).toBe(true);
  expect(passes(failure, left({ failedCreates }))).toBe(false);
});

test('a resource that was tainted before and only changed now does not pass', () => {
  const failure = [refused('kms:PutKeyPolicy', '', 'aws_kms_key.main')];
  expect(passes(failure, left({ tainted: ['aws_kms_key.main'] }))).toBe(false);
});

test.each([
  'WAFLogDestinationPermissionIssueException: Unable to deliver logs to the configured destination.',
  'InvalidParameterValue: Unable to create the resource. Verify that you have permission to create service linked role. ' +
    'Otherwise wait and try again later',
])('%s passes', (detail) => {
  expect(passes([error(detail)], left())).toBe(true);
});

test('one error that does not pass is enough', () => {
  const all = [error('WAFLogDestinationPermissionIssueException'), error('QuotaExceeded')];
  expect(passes(all, left())).toBe(false);
});

test('a failure without errors, or with warnings only, does not pass', () => {
  expect(passes([], left())).toBe(false);
  expect(passes([{ severity: 'warning', summary: 'AccessDenied', detail: '' }, halted], left())).toBe(false);
});
