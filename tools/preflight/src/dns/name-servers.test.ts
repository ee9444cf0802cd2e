import { dnsNameServers, publicNameServers } from './name-servers';

const answering = (resolveNs: () => Promise<string[]>) => dnsNameServers({ resolveNs });
const failing = (code: string) =>
  answering(() => Promise.reject(Object.assign(new Error(`queryNs ${code}`), { code })));

it('the DNS answers with the name servers that a zone is delegated to', async () => {
  const names = ['ns-1.example.net'];
  await expect(answering(() => Promise.resolve(names))('a.example')).resolves.toEqual({ kind: 'heard', names });
});

it.each(['ENOTFOUND', 'ENODATA'])('%s: a name that does not exist is not delegated', async (code) => {
  await expect(failing(code)('a.example')).resolves.toEqual({ kind: 'heard', names: [] });
});

it.each([
  ['ESERVFAIL', 'Look at `dig +trace NS a.example`'],
  ['ETIMEOUT', 'Run the preflight again on a network with DNS'],
  ['ECONNREFUSED', 'Run the preflight again on a network with DNS'],
])('%s: a DNS that does not answer is silent', async (code, todo) => {
  await expect(failing(code)('a.example')).resolves.toEqual({
    kind: 'silent',
    why: `the DNS does not answer (${code})`,
    todo: expect.stringContaining(todo) as string,
  });
});

it('the embedded AWS asks no DNS, and has no registrar that delegates a domain', async () => {
  const assume = () => Promise.reject(new Error('No account is to be asked.'));
  const ask = publicNameServers({ kind: 'embedded', endpoint: 'http://127.0.0.1:1', assume });
  await expect(ask('malinshopper.com')).resolves.toMatchObject({
    kind: 'silent',
    why: 'its registrar delegates it, which the embedded AWS does not have',
  });
});
