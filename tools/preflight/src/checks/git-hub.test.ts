import { IAMClient, NoSuchEntityException } from '@aws-sdk/client-iam';
import { clientOf, madeUpSubject } from '../testing/made-up';
import { gitHub } from './git-hub';

const good = { Url: 'token.actions.githubusercontent.com', ClientIDList: ['sts.amazonaws.com'] };
const found = (GetOpenIDConnectProvider: object, deployed = true) =>
  gitHub(madeUpSubject({ deployed }), clientOf(IAMClient, { GetOpenIDConnectProvider }));

it('a provider of GitHub with the audience of STS is ok, whatever its thumbprints are', async () => {
  await expect(found({ ...good, ThumbprintList: ['f'.repeat(40)] })).resolves.toEqual([
    {
      about: 'arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com',
      outcome: 'ok',
      found: 'trusts token.actions.githubusercontent.com for sts.amazonaws.com',
    },
  ]);
});

it.each([
  [{ ...good, ClientIDList: ['https://github.com/malinshopper'] }, 'its audiences are https://github.com/malinshopper'],
  [{ ...good, ClientIDList: undefined }, 'its audiences are none'],
  [{ ...good, Url: 'token.example.com' }, 'its issuer is token.example.com'],
  [{ ...good, Url: undefined }, 'its issuer is not said'],
])('another one fails: %j', async (answer, what) => {
  await expect(found(answer)).resolves.toMatchObject([
    { outcome: 'failed', found: what, todo: expect.stringContaining('Deploy account again') as string },
  ]);
});

it('a provider that is not there is missing', async () => {
  const none = new NoSuchEntityException({ message: 'none', $metadata: {} });
  await expect(found(none, false)).resolves.toMatchObject([{ outcome: 'attention' }]);
  await expect(found(none)).resolves.toMatchObject([{ outcome: 'failed' }]);
});

it('any other refusal is passed on', async () => {
  await expect(found(new Error('not authorized'))).rejects.toThrow('not authorized');
});
