import { IAMClient } from '@aws-sdk/client-iam';
import type { Line } from '@malinshopper/preflight';
import { fakeS3, fakeSession } from '@malinshopper/terraform/testing';
import { isLinkedRole, makeLinkedRoles, missingRoles } from './linked-roles';

const session = fakeSession(fakeS3(new Map()).client);
const line = (
  about: string,
  outcome: Line['outcome'] = 'failed',
  check: Line['check'] = 'service-linked roles',
): Line => ({
  ...{ check, about, outcome, found: 'is not there' },
});

/** IAM that answers, or refuses with this message; what it was asked. */
function iam(message?: string): unknown[] {
  const asked: unknown[] = [];
  jest.spyOn(IAMClient.prototype as { send: unknown }, 'send' as never).mockImplementation((async ({
    input,
  }: {
    input: unknown;
  }) => {
    asked.push(input);
    if (message !== undefined) throw new Error(message);
  }) as never);
  return asked;
}
afterEach(() => jest.restoreAllMocks());

test('a role that the preflight has found missing is made, and no other', async () => {
  const lines = [
    line('AWSServiceRoleForEC2Spot'),
    line('AWSServiceRoleForRDS', 'ok'),
    line('vCPUs', 'failed', 'quotas'),
  ];
  expect(missingRoles(lines)).toEqual(['AWSServiceRoleForEC2Spot']);
  const asked = iam();
  await makeLinkedRoles(session, missingRoles(lines));
  expect(asked).toEqual([{ AWSServiceName: 'spot.amazonaws.com' }]);
});

test('a role of a service that is not known here stays with a person', () => {
  expect(isLinkedRole(line('AWSServiceRoleForOther'))).toBe(false);
});

test('a role that exists meanwhile is as good, and any other error is thrown', async () => {
  iam('Service role name AWSServiceRoleForEC2Spot has been taken in this account, please try a different suffix.');
  await expect(makeLinkedRoles(session, ['AWSServiceRoleForEC2Spot'])).resolves.toBeUndefined();
  jest.restoreAllMocks();
  iam('AccessDenied');
  await expect(makeLinkedRoles(session, ['AWSServiceRoleForEC2Spot'])).rejects.toThrow('AccessDenied');
});
