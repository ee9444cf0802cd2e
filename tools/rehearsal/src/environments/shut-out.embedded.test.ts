import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import { chosenTarget, deploy, type Target } from '@malinshopper/terraform';
import { clientsOf, type Clients } from '../clients';
import { closeWorld, newWorld } from '../world';

process.env['EMBEDDED_AWS_PORT'] = '4647';
const testing = environment('testing');
const { id } = testing.account;

beforeAll(() => newWorld());
afterAll(() => closeWorld());

/** The embedded AWS for a user with all permissions, as accounts without Identity Center have them. */
async function asAdministrator({ iam }: Clients, UserName: string): Promise<Target> {
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const target = chosenTarget();
  if (target.kind !== 'embedded') throw new Error('This test is for the embedded AWS: set EMBEDDED_AWS=on.');
  return { ...target, assume: async () => ({ accessKeyId, secretAccessKey, sessionToken: '' }) };
}

test('an IAM user with AdministratorAccess is refused the account before the plan, since its policy would lock the user out', async () => {
  const clients = await clientsOf(testing);
  const target = await asAdministrator(clients, 'ana');
  await expect(deploy('apps/account', testing, { target })).rejects.toThrow(
    `account puts a policy on the bucket malinshopper-terraform-state-${id} that shuts arn:aws:iam::${id}:user/ana out`,
  );
  // Not even the bucket was made.
  expect((await clients.s3.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
});
