import { GatewayForTest } from '../testing/fake-moto';

const BASE = '/2013-04-01';
const info = '<ChangeInfo><Id>/change/C2682N5HXP0BZ4</Id><Status>INSYNC</Status></ChangeInfo>';
let gateway: GatewayForTest;

beforeEach(async () => {
  gateway = await GatewayForTest.before((request, _body, response) => {
    response.end(
      request.url?.includes('/rrset')
        ? `<ChangeResourceRecordSetsResponse>${info}</ChangeResourceRecordSetsResponse>`
        : `<GetChangeResponse>${info}</GetChangeResponse>`,
    );
  });
});
afterEach(() => gateway.close());

const ask = async (method: string, path: string) => {
  const answer = await gateway.call('route53', `${BASE}${path}`, { method });
  return { status: answer.status, text: await answer.text() };
};
const idIn = (text: string) => /<Id>\/change\/(C[0-9A-Z]+)<\/Id>/.exec(text)?.[1] ?? '';

test('each change has its own id, and no other is known', async () => {
  const [first, second] = [await ask('POST', '/hostedzone/Z1/rrset/'), await ask('POST', '/hostedzone/Z1/rrset')];
  const ids = [first, second].map(({ text }) => idIn(text));
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(await ask('GET', `/change/${id}`)).toMatchObject({ status: 200 });
  const unknown = await ask('GET', '/change/C2682N5HXP0BZ4');
  expect(unknown.status).toBe(404);
  expect(unknown.text).toContain('<Code>NoSuchChange</Code>');
});
