import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

const boundary = (name: string) => `arn:aws:iam::111111111111:policy/account/${name}`;

/** A moto with one policy, with the name `there`. */
const withOnePolicy = () =>
  GatewayForTest.before((_request, body, response) => {
    const form = new URLSearchParams(body);
    if (form.get('Action') === 'GetPolicy' && form.get('PolicyArn') !== boundary('there')) response.writeHead(404);
    response.end(`${form.get('Action')} passed`);
  });

test.each(['CreateRole', 'PutRolePermissionsBoundary'])(
  '%s accepts a boundary that exists, or none',
  async (action) => {
    gateway = await withOnePolicy();
    for (const form of [{}, { PermissionsBoundary: boundary('there') }] as Record<string, string>[]) {
      const reply = await gateway.query('iam', action, { RoleName: 'web', ...form });
      await expect(reply.text()).resolves.toBe(`${action} passed`);
    }
  },
);

test.each(['CreateRole', 'PutRolePermissionsBoundary'])(
  '%s is refused with a boundary that does not exist',
  async (action) => {
    gateway = await withOnePolicy();
    const refused = await gateway.query('iam', action, { RoleName: 'web', PermissionsBoundary: boundary('gone') });
    expect(refused.status).toBe(404);
    const text = await refused.text();
    expect(text).toContain('<Code>NoSuchEntity</Code>');
    expect(text).toContain(`Scope ARN: ${boundary('gone')} does not exist or is not attachable.`);
  },
);

test.each(['GetUser', 'GetLoginProfile', 'ListAccessKeys', 'ListMFADevices'])(
  '%s of a session has to name a user',
  async (action) => {
    gateway = await withOnePolicy();
    const refused = await (await gateway.query('iam', action)).text();
    expect(refused).toContain('<Code>ValidationError</Code>');
    expect(refused).toContain('Must specify userName when calling with non-User credentials');
    expect((await gateway.query('iam', action, { UserName: 'ana' })).status).toBe(200);
  },
);

test('a user has no credentials for single services, and a user that does not exist has no list of them', async () => {
  gateway = await GatewayForTest.before((_request, body, response) => {
    const form = new URLSearchParams(body);
    if (form.get('UserName') !== 'there') response.writeHead(404);
    response.end(`${form.get('Action')} of ${form.get('UserName')}`);
  });
  const listed = await gateway.query('iam', 'ListServiceSpecificCredentials', { UserName: 'there' });
  expect([listed.status, await listed.text()]).toEqual([200, expect.stringContaining('<ServiceSpecificCredentials')]);
  const gone = await gateway.query('iam', 'ListServiceSpecificCredentials', { UserName: 'gone' });
  expect([gone.status, await gone.text()]).toEqual([404, 'GetUser of gone']);
});

test('a user that is renamed keeps its boundary', async () => {
  gateway = await GatewayForTest.before((_request, body, response) => {
    const name = new URLSearchParams(body).get('UserName');
    const user = `<User><UserName>${name}</UserName></User>`;
    response.end(`<GetUserResponse><GetUserResult>${user}</GetUserResult></GetUserResponse>`);
  });
  const asked = async (action: string, form: Record<string, string>) =>
    (await gateway.query('iam', action, form)).text();
  await asked('CreateUser', { UserName: 'ana', PermissionsBoundary: boundary('there') });
  await asked('UpdateUser', { UserName: 'ana', NewPath: '/delivery/' });
  expect(await asked('GetUser', { UserName: 'ana' })).toContain(boundary('there'));
  await asked('UpdateUser', { UserName: 'ana', NewUserName: 'eva' });
  expect(await asked('GetUser', { UserName: 'eva' })).toContain(boundary('there'));
  expect(await asked('GetUser', { UserName: 'ana' })).not.toContain(boundary('there'));
});
