import { spawn } from 'node:child_process';
import { DescribeAddressesCommand, DescribeNatGatewaysCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { environment } from '@malinshopper/environments';
import { appGraph, plan } from '@malinshopper/terraform';
import { clientsOf } from '../clients';
import { inventory } from '../inventory/inventory';
import { root } from '../programs';
import { closeWorld, newWorld } from '../world';

const minutes = 60_000;
// Other tests run on the usual one at the same time, and this file ends it again and again.
process.env['EMBEDDED_AWS_PORT'] = '4620';
const staging = environment('staging');

/** Five moments of one deploy, each by the line that reports it: early and late, in every app that takes long. */
const moments: [[string, RegExp], ...[string, RegExp][]] = [
  ['while zones are made', /^account .* updated aws_s3_bucket\.state/m],
  ['while the network is made', /^network .* created aws_nat_gateway\./m],
  ['while the database is made', /^data .* created aws_kms_key\.database/m],
  ['while the load balancer is made', /^compute .* created aws_security_group\.load-balancer/m],
  ['while the delivery is planned', /^delivery .* plan$/m],
];

interface Run {
  readonly output: string;
  readonly code: number | null;
}

/**
 * `npm start -- staging` as a process group of its own, which gets a signal as a whole when it prints a certain line.
 */
function startStaging(until?: RegExp, signal: NodeJS.Signals = 'SIGKILL'): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['tools/run.mjs', 'start', 'staging'], {
      cwd: root,
      // Jest gives this file a copy of the environment, which a child only gets when it is passed on.
      env: { ...process.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const read = (text: Buffer) => {
      output += text.toString();
      if (until?.test(output)) {
        until = undefined;
        process.kill(-child.pid!, signal);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', (code) => resolve({ output, code }));
  });
}

afterAll(async () => {
  await closeWorld();
});

describe('a deploy that is killed with its whole process group at five moments, and once stopped by Ctrl-C', () => {
  const killed: Run[] = [];
  let stopped: Run;
  let last: Run;

  beforeAll(async () => {
    await newWorld();
    const [[, first], ...others] = moments;
    killed.push(await startStaging(first));
    stopped = await startStaging(/^network .* created aws_acm_certificate\./m, 'SIGINT');
    for (const [, line] of others) killed.push(await startStaging(line));
    last = await startStaging();
  }, 90 * minutes);

  it('ends in good order after Ctrl-C, and reports the awaited work and the next command', () => {
    expect(stopped.output).toMatch(/stopping in good order: waiting for .* then the state is written/);
    expect(stopped.output).toMatch(/It was stopped half-way, in good order\. Run the same command again/);
    expect(stopped.code).toBe(1);
  });

  it.each(moments.map(([when, line], index) => [when, line, index] as const))(
    'was really killed %s',
    (_when, line, index) => {
      expect(killed[index]!.code).toBeNull();
      expect(killed[index]!.output).toMatch(line);
    },
  );

  it('continues with the next npm start, which releases the locks, and ends successfully', () => {
    // Only its end: the error is there, and CI shows little of a long text.
    expect(last.output.slice(-3_000)).toMatch(/It is up/);
    expect(last.code).toBe(0);
  });

  it('is converged then: no app has anything left to do', async () => {
    for (const { root: project } of await appGraph()) await expect(plan(project, staging)).resolves.toBe(0);
  });

  it('has created nothing twice', async () => {
    const { ec2, route53 } = await clientsOf(staging);
    const Filters = [{ Name: 'tag:Environment', Values: ['staging'] }];
    expect((await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs).toHaveLength(1);
    expect((await ec2.send(new DescribeAddressesCommand({ Filters }))).Addresses).toHaveLength(1);
    const nats = (await ec2.send(new DescribeNatGatewaysCommand({ Filter: Filters }))).NatGateways;
    expect(nats?.filter(({ State }) => State !== 'deleted')).toHaveLength(1);
    const { HostedZones = [] } = await route53.send(new ListHostedZonesCommand({}));
    expect(HostedZones.map(({ Name }) => Name).sort()).toEqual([
      'dev.malinshopper.com.',
      'staging.malinshopper.com.',
      'testing.malinshopper.com.',
    ]);
  });

  it('has lost nothing: each resource in AWS has a unique name, and none exists twice', async () => {
    const all = await inventory(await clientsOf(staging), staging);
    const kinds = (start: string) => all.filter((item) => item.startsWith(start)).length;
    expect([kinds('database'), kinds('distribution'), kinds('auto scaling group'), kinds('application')]).toEqual([
      1, 1, 4, 1,
    ]);
  });
});
