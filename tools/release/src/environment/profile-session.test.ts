import { environment, variantOf } from '@malinshopper/environments';
import { profileSession, type ProfileOptions } from './profile-session';

const staging = environment('staging');
const keys = { accessKeyId: 'a', secretAccessKey: 'b' };
const open = (options: Partial<ProfileOptions>, account = '444455556666') =>
  profileSession('other', staging, {
    load: async () => keys,
    whoIs: async () => ({ account, arn: `arn:aws:iam::${account}:user/ana` }),
    ...options,
  });

describe('the access by a profile', () => {
  test("is with the profile's credentials, when they are of the environment's account", async () => {
    const { clients, identity, target } = await open({});
    expect([clients.credentials, identity.arn, target.kind]).toEqual([
      { ...keys, sessionToken: '' },
      'arn:aws:iam::444455556666:user/ana',
      'aws',
    ]);
  });

  test('reaches the environment in its region, and states in that of the account', async () => {
    const elsewhere = variantOf(staging, { region: 'eu-central-1' });
    const whoIs = async () => ({ account: staging.account.id, arn: 'arn:aws:iam::1:user/ana' });
    const { clients, home, s3, s3InRegion } = await profileSession('other', elsewhere, {
      load: async () => keys,
      whoIs,
    });
    expect([clients.region, await s3InRegion.config.region()]).toEqual(['eu-central-1', 'eu-central-1']);
    expect([home.region, await s3.config.region()]).toEqual(['eu-west-1', 'eu-west-1']);
  });

  test('is refused when they are of another account', async () => {
    await expect(open({}, '111122223333')).rejects.toThrow(
      'The AWS profile "other" belongs to account 111122223333 (arn:aws:iam::111122223333:user/ana). Environment staging lives in ' +
        'account 444455556666 (nonproduction): nothing was touched.',
    );
  });

  test('contains the command to sign in when the profile has no credentials', async () => {
    const load = () => Promise.reject(new Error('Profile other could not be found'));
    await expect(open({ load })).rejects.toThrow(
      /"other" has no valid credentials: Profile other could not be found\. .*aws sso login --profile other/,
    );
  });

  test('contains it in a form that can be copied', async () => {
    const load = () => Promise.reject(new Error('none'));
    const clients = { load, whoIs: () => Promise.reject(new Error('not asked')) };
    await expect(profileSession('my work', staging, clients)).rejects.toThrow("aws sso login --profile 'my work'`");
  });

  test('finds no profile that does not exist', async () => {
    await expect(profileSession('no-such-profile-of-anybody', staging)).rejects.toThrow('has no valid credentials');
  });
});
