import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { clientOf, madeUpSubject } from '../testing/made-up';
import { cloudFront } from './cloudfront';

const found = (ListDistributions: object) =>
  cloudFront(madeUpSubject(), clientOf(CloudFrontClient, { ListDistributions }));

it('a distribution proves that the account is verified', async () => {
  await expect(found({ DistributionList: { Quantity: 1 } })).resolves.toMatchObject([{ outcome: 'ok' }]);
});

it.each([[{ DistributionList: { Quantity: 0 } }], [{}]])(
  'an account without a distribution is unknown, with the support case to open: %j',
  async (answer) => {
    const [line] = await found(answer);
    expect(line).toMatchObject({
      outcome: 'unknown',
      found: 'the account has no distribution, and no API returns whether it may create one',
    });
    expect(line!.todo).toMatch(
      /^Open a support case before the first deploy of data .* "Please verify account 444455556666 for CloudFront/,
    );
  },
);

it('an account that AWS refuses as not verified fails, with the same support case', async () => {
  const message =
    'Your account must be verified before you can add new CloudFront resources. To verify your account, ...';
  const refused = Object.assign(new Error(message), { name: 'AccessDenied' });
  await expect(found(refused)).resolves.toMatchObject([
    { outcome: 'failed', found: `AccessDenied: ${message}`, todo: expect.stringContaining('support case') as string },
  ]);
});

it('any other refusal is passed on', async () => {
  await expect(found(Object.assign(new Error('not authorized'), { name: 'AccessDenied' }))).rejects.toThrow(
    'not authorized',
  );
});
