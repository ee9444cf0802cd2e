import { environment } from '@malinshopper/environments';
import { expectThat } from './check';
import { checks, distributionOf, dnsAnswer, vpcOf } from './checks';
import type { Clients } from '../clients';

/** Clients that always return the same answer. */
const answering = (answer: object) => {
  const client = { send: async () => answer };
  return {
    cloudFront: client,
    codeDeploy: client,
    ec2: client,
    loadBalancing: client,
    rds: client,
    route53: client,
  } as unknown as Clients;
};
const testing = environment('testing');
const look = (subject: string, answer: object) =>
  checks.find((check) => check.subject === subject)!.look(answering(answer), testing);

describe('a check of an environment', () => {
  it('reports the fault, and nothing when all is well', () => {
    expect(() => expectThat(false, 'the roof is gone')).toThrow('the roof is gone');
    expect(() => expectThat(true, 'the roof is gone')).not.toThrow();
  });

  it('misses a network, a distribution and a zone by their names', async () => {
    await expect(vpcOf(answering({ Vpcs: [] }), testing)).rejects.toThrow(
      '0 VPCs carry the tag Environment=testing, not one',
    );
    await expect(distributionOf(answering({}), 'static.example.com')).rejects.toThrow(
      'no distribution serves static.example.com',
    );
    await expect(dnsAnswer(answering({ HostedZones: [] }), testing, 'example.com', 'A')).rejects.toThrow(
      'there is no hosted zone testing.malinshopper.com',
    );
  });

  it.each([
    ['database', { DBInstances: [{ DBInstanceStatus: 'failed' }] }, 'testing-mysql is failed'],
    ['load balancer', { LoadBalancers: [] }, 'the load balancer of testing is not there'],
    ['releases', { applications: ['other-malinshopper'] }, 'there is no CodeDeploy application'],
    [
      'releases',
      { applications: ['testing-malinshopper'], deploymentGroups: [] },
      'there are 0 deployment groups, not one for each of web, fetcher, updater-1, updater-2',
    ],
  ])('of the %s fails when AWS returns %j', async (subject, answer, message) => {
    await expect(look(subject, answer)).rejects.toThrow(message);
  });
});
