import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clients } from '../clients';
import { agentsIn, serveAgents } from './agents';

test("the packages of AWS that a user data installs are found, with dpkg's values filled in", () => {
  const text = [
    '  - /usr/local/lib/malinshopper/install-package codedeploy-agent 1.8 https://aws-codedeploy-eu-west-1.s3.eu-west-1.amazonaws.com/releases/agent.deb',
    '  - /usr/local/lib/malinshopper/install-package cw 1.3 "https://cw-eu-west-1.s3.eu-west-1.amazonaws.com/ubuntu/$(dpkg --print-architecture)/1.3/cw.deb"',
    '  # install-package <name> <version> <url>: installs',
  ].join('\n');
  expect(agentsIn(text, 'amd64')).toEqual([
    { name: 'codedeploy-agent', version: '1.8', bucket: 'aws-codedeploy-eu-west-1', key: 'releases/agent.deb' },
    { name: 'cw', version: '1.3', bucket: 'cw-eu-west-1', key: 'ubuntu/amd64/1.3/cw.deb' },
  ]);
});

test('throws on a package from elsewhere than S3, with the rule', () => {
  expect(() => agentsIn('install-package evil 1.0 https://example.com/evil.deb', 'amd64')).toThrow(
    'https://example.com/evil.deb, which installs evil, is in no bucket of S3: an instance in a private subnet with only the ' +
      'S3 endpoint cannot reach it, and the rehearsal cannot serve it.',
  );
});

const agent = { name: 'cw', version: '1.3', bucket: 'cw-eu-west-1', key: 'cw.deb' };
const refusing = (name: string) => {
  const send = () => Promise.reject(Object.assign(new Error(`no bucket: ${name}`), { name }));
  return { s3: { send } } as unknown as Clients;
};

test("throws S3's message when a bucket of agents cannot be made", async () => {
  await expect(serveAgents(refusing('BucketAlreadyExists'), [agent], '/none')).rejects.toThrow(
    'no bucket: BucketAlreadyExists',
  );
});

test('a bucket of agents that a killed rehearsal has left is no failure', async () => {
  const sent: string[] = [];
  const send = async ({ constructor }: object) => {
    sent.push(constructor.name);
    if (constructor.name === 'CreateBucketCommand') {
      throw Object.assign(new Error('it is yours'), { name: 'BucketAlreadyOwnedByYou' });
    }
  };
  const folder = mkdtempSync(join(tmpdir(), 'agents-'));
  await serveAgents({ s3: { send } } as unknown as Clients, [agent], folder).finally(() =>
    rmSync(folder, { recursive: true }),
  );
  expect(sent).toEqual(['CreateBucketCommand', 'PutBucketPolicyCommand', 'PutObjectCommand']);
});
