import { accounts } from '@malinshopper/environments';
import { answerOf, assertDelegated, type Hosted } from './delegation';

const { production, nonproduction } = accounts;

test('production is not bootstrapped while the name servers of nonproduction do not answer for its zones', async () => {
  const hostedOn = async (zone: string): Promise<Hosted> => (zone.startsWith('dev.') ? 'yes' : 'no');
  await expect(assertDelegated(production, hostedOn)).rejects.toThrow(
    /^production delegates staging\.malinshopper\.com, testing\.malinshopper\.com to ns-.*, and these do not answer for it\. Nothing was made\. Bootstrap nonproduction first \(npm run bootstrap -- nonproduction\), and enter the name servers/,
  );
});

test('zones of which no name server can be reached are named, and do not stop the bootstrap', async () => {
  const hostedOn = async (zone: string): Promise<Hosted> => (zone.startsWith('dev.') ? 'unknown' : 'yes');
  await expect(assertDelegated(production, hostedOn)).resolves.toEqual(['dev.malinshopper.com']);
});

test('an account that delegates nothing asks nothing', async () => {
  const hostedOn = jest.fn();
  await expect(assertDelegated(nonproduction, hostedOn)).resolves.toEqual([]);
  expect(hostedOn).not.toHaveBeenCalled();
});

describe('a name server', () => {
  const refusing = (code: string) => async () => Promise.reject(Object.assign(new Error(code), { code }));
  const at = async () => ['192.0.2.1'];

  test('hosts a zone if it answers with its start of authority', async () => {
    const soa = jest.fn(async () => ({}));
    await expect(answerOf('a.example.com', 'ns.example.com', at, soa)).resolves.toBe('yes');
    expect(soa).toHaveBeenCalledWith('192.0.2.1', 'a.example.com');
  });

  test.each([
    ['EREFUSED', 'no'],
    ['ENOTFOUND', 'no'],
    ['ENODATA', 'no'],
    ['ETIMEOUT', 'unknown'],
    ['ECONNREFUSED', 'unknown'],
    ['ESERVFAIL', 'unknown'],
  ])('that answers %s: %s', async (code, hosted) => {
    await expect(answerOf('a.example.com', 'ns.example.com', at, refusing(code))).resolves.toBe(hosted);
  });

  test('without an address hosts nothing', async () => {
    await expect(answerOf('a.example.com', 'ns.example.com', async () => [])).resolves.toBe('no');
    await expect(answerOf('a.example.com', 'ns.example.com', refusing('ENOTFOUND'))).resolves.toBe('no');
  });
});
