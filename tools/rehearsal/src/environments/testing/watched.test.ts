import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watched } from './watched';

const log = join(mkdtempSync(join(tmpdir(), 'watched-')), 'gateway.log');
let running = true;
jest.mock('@malinshopper/local-aws', () => ({
  embeddedAwsStatus: async () => (running ? { running, log } : { running }),
}));
const services = ['ec2', 'rds', 'cloudfront'];
beforeEach(() => {
  running = true;
  writeFileSync(log, '');
});

/** Work that makes these calls, and ends once each change among them was checked. */
async function workOf(calls: readonly string[], looks: () => number) {
  for (const call of calls) {
    const before = looks();
    appendFileSync(log, `12:00:00 200 ${call} 3 ms\n`);
    const isChange = /Create|PUT/.test(call) && /^(ec2|rds|cloudfront):/.test(call);
    while (isChange && looks() === before) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return 'done';
}

test('each change is checked, and every fault that one check finds is reported once', async () => {
  let looks = 0;
  const found = [['a rule is missing'], [], ['a rule is missing', 'no target']];
  const look = async () => found[looks++] ?? [];
  const calls = ['ec2:CreateVpc', 'ec2:DescribeVpcs', 'rds:CreateDBInstance', 'cloudfront:PUT /distribution/1'];
  await expect(watched(services, () => workOf(calls, () => looks), look)).resolves.toEqual({
    result: 'done',
    looks: 3,
    faults: ['a rule is missing', 'no target'],
  });
});

test('a read, and a change in another service, cause no check', async () => {
  const calls = [
    'ec2:DescribeVpcs',
    's3:PUT /states/a.tfstate',
    'sts:AssumeRole',
    'iam:CreateRole',
    'cloudfront:GET /x',
  ];
  const look = jest.fn(async () => ['seen']);
  await expect(watched(services, () => workOf(calls, () => 0), look)).resolves.toEqual({
    result: 'done',
    looks: 0,
    faults: [],
  });
  expect(look).not.toHaveBeenCalled();
});

test('the failure of the work, and of a check, is the failure of the whole', async () => {
  const failing = async () => Promise.reject(new Error('the deploy failed'));
  await expect(watched(services, failing, async () => [])).rejects.toThrow('the deploy failed');
  let looks = 0;
  const work = () => workOf(['ec2:CreateVpc'], () => looks);
  const refused = async () => {
    looks += 1;
    throw new Error('not allowed to look');
  };
  await expect(watched(services, work, refused)).rejects.toThrow('not allowed to look');
});

test('nothing is watched if no embedded AWS runs', async () => {
  running = false;
  await expect(
    watched(
      services,
      async () => 'done',
      async () => [],
    ),
  ).rejects.toThrow('does not run');
});
