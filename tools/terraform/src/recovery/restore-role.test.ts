import { IAMClient } from '@aws-sdk/client-iam';
import { environment } from '@malinshopper/environments';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { withRestoreRole } from './restore-role';

const session = fakeSession(fakeS3(new Map()).client);
const production = environment('production');

function iam(failure?: string): string[] {
  const sent: string[] = [];
  const send = async ({ constructor: { name } }: object) => {
    sent.push(name.replace('Command', ''));
    if (failure && /^(Detach|Delete)/.test(name)) throw Object.assign(new Error(failure), { name: failure });
    return { Role: { Arn: 'arn:role' } };
  };
  jest.spyOn(IAMClient.prototype, 'send').mockImplementation(send as unknown as () => void);
  return sent;
}
afterEach(() => jest.restoreAllMocks());

test('the role stands for the restore alone, also if that fails', async () => {
  const sent = iam();
  await expect(withRestoreRole(session, production, async (arn) => arn)).resolves.toBe('arn:role');
  expect(sent.at(-1)).toBe('DeleteRole');
  sent.length = 0;
  const fails = () => Promise.reject(new Error('no restore'));
  await expect(withRestoreRole(session, production, fails)).rejects.toThrow('no restore');
  expect(sent.at(-1)).toBe('DeleteRole');
});

test('a role that is not there need not be removed, and any other error is one', async () => {
  iam('NoSuchEntityException');
  await expect(withRestoreRole(session, production, async (arn) => arn)).resolves.toBe('arn:role');
  iam('AccessDeniedException');
  await expect(withRestoreRole(session, production, async (arn) => arn)).rejects.toThrow('AccessDeniedException');
});
