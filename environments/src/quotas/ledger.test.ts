import { quotaNames, quotas, type Quota, type Region } from '@malinshopper/aws-facts';
import { accounts } from '../accounts';
import { environment, longLivedEnvironments, variantOf, type Environment } from '../environment';
import { webRoles, type Role, type Roles } from '../roles';
import { cluster } from '../cluster-for-tests';
import { demandOf } from './demand';
import { assertQuotas, inWords, ledgerOf } from './ledger';

const { production, nonproduction } = accounts;
const granting = (granted: typeof nonproduction.granted, branches = nonproduction.branches) => ({
  ...nonproduction,
  granted,
  branches,
});
const entryOf = (account: typeof nonproduction, name: string) =>
  ledgerOf(account, account.region).find((entry) => entry.name === name && (entry.of ?? 'testing') === 'testing')!;

const amount = (of: Environment, name: string) => demandOf(of).find(({ quota }) => quota === name)?.amount ?? 0;
const onDemand = (ref: string) => amount(environment(ref), 'onDemandVcpus');

describe('the demand of an environment for a quota', () => {
  /** With web servers and the first three workers only, without other roles. */
  const withFourRoles = (ref: string): Environment => {
    const of = environment(ref);
    const four = <T>({ web, fetcher, 'updater-1': first, 'updater-2': second }: Record<Role, T>) => ({
      web,
      fetcher,
      'updater-1': first,
      'updater-2': second,
    });
    return variantOf(of, { sizes: four(of.sizes) as typeof of.sizes }, four(of.roles) as Roles);
  };

  it('counts every instance at its largest type, with a reserve for one replacement', () => {
    // 12 web servers of 4 and three workers of 2 vCPUs, and one server more.
    expect(amount(withFourRoles('production'), 'onDemandVcpus')).toBe(12 * 4 + 3 * 2 + 4);
    expect(amount(withFourRoles('production'), 'spotVcpus')).toBe(0);
    expect(amount(withFourRoles('feature/checkout'), 'onDemandVcpus')).toBe(2 + 2);
    expect(amount(withFourRoles('feature/checkout'), 'spotVcpus')).toBe(3 * 2 + 2);
  });

  it('counts the nodes of a cluster instead of the workers that it replaces', () => {
    const onACluster = variantOf(environment('staging'), { hadoop: cluster });
    const { primary, core, task } = cluster;
    expect([primary, core, task].every(({ instanceTypes }) => instanceTypes.length > 0)).toBe(true);
    expect(amount(onACluster, 'spotVcpus')).toBeGreaterThan(amount(environment('staging'), 'spotVcpus'));
    expect(demandOf(onACluster)).toContainEqual({ quota: 'databaseRules', of: 'staging', amount: 3 });
  });

  it('belongs to the host if the resource is lent', () => {
    const needed = demandOf(environment('feature/checkout'));
    expect(needed).toContainEqual({ quota: 'listenerRules', of: 'testing', amount: webRoles.length });
    // One client group and one wildcard for all branches, and headers of AWS: a branch needs none of these.
    for (const name of ['databaseRules', 'certificates', 'responseHeadersPolicies', 'elasticAddresses', 'vpcs']) {
      expect(needed.map(({ quota }) => quota)).not.toContain(name);
    }
  });
});

describe('the ledger of an account', () => {
  it('suffices for all planned environments and branches', () => {
    for (const account of [production, nonproduction]) {
      const entries = ledgerOf(account, account.region);
      expect(entries.length).toBeGreaterThan(5);
      expect(entries.filter(({ sum, granted }) => sum > granted).map(inWords)).toEqual([]);
    }
  });

  it('belongs to one region: an environment in another region only uses the quotas of CloudFront', () => {
    const elsewhere = [variantOf(environment('staging'), { region: 'eu-central-1' }), environment('testing')];
    const needing = (region: Region, name: string) =>
      ledgerOf(nonproduction, region, elsewhere)
        .filter((entry) => entry.name === name)
        .map(({ stays, branch }) => [stays.map((each) => each.environment), branch > 0]);
    expect(needing('eu-west-1', 'vpcs')).toEqual([[['testing'], false]]);
    expect(needing('eu-central-1', 'vpcs')).toEqual([[['staging'], false]]);
    expect(needing('eu-west-1', 'onDemandVcpus')).toEqual([[['testing'], true]]);
    expect(needing('eu-central-1', 'onDemandVcpus')).toEqual([[['staging'], false]]);
    expect(needing('eu-central-1', 'originAccessControls')).toEqual([[['staging', 'testing'], true]]);
  });

  it('contains the quota, the sum, and how many branches fit', () => {
    const [staging, testing, branch] = ['staging', 'testing', 'feature/checkout'].map(onDemand) as [
      number,
      number,
      number,
    ];
    const granted = staging + testing + 6 * branch;
    const sum = granted + 3 * branch;
    const entry = entryOf(granting({ onDemandVcpus: granted }, 9), 'onDemandVcpus');
    expect(entry).toMatchObject({ granted, branch, branches: 9, sum, fits: 6 });
    expect(inWords(entry)).toBe(
      `Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs: ${sum} of ${granted} (staging ${staging}, ` +
        `testing ${testing}, 9 branches of ${branch} each); ` +
        '6 branches fit. AWS reports VcpuLimitExceeded; quota L-1216C47A',
    );
  });

  it('reports that no branch fits if the long-lived environments already exceed the quota', () => {
    expect(entryOf(granting({}), 'onDemandVcpus')).toMatchObject({ granted: 5, fits: 0 });
  });
});

describe('an environment beyond the quotas of its account', () => {
  const account = granting({});
  const inNewAccount = longLivedEnvironments
    .filter(({ account: { name } }) => name === 'nonproduction')
    .map((each) => ({ ...each, account }));

  it.each(['staging', 'testing', 'feature/checkout'])('is refused: %s in a new account', (ref) => {
    expect(() => assertQuotas({ ...environment(ref), account }, inNewAccount)).toThrow(
      /The environments of account nonproduction in eu-west-1 need more than AWS allows:\n✖ Running On-Demand Standard .*: \d+ of 5 .*; 0 branches fit\. AWS reports VcpuLimitExceeded; quota L-1216C47A\n✖ All Standard .* Spot .*: \d+ of 5 [^]*have AWS raise the quota/,
    );
  });

  it('is refused by its current values, not by those of its file', () => {
    const { sizes } = environment('production');
    const large = variantOf(environment('production'), { sizes: { ...sizes, web: { ...sizes.web, max: 30 } } });
    expect(() => assertQuotas(large)).toThrow(/vCPUs: (\d{3}) of 96 \(production \1\)\. AWS reports VcpuLimitExceeded/);
  });

  it('of addresses is refused too', () => {
    const zones = ['a', 'b', 'c'];
    const wide = (name: string, cidr: string) =>
      variantOf(environment(name), { network: { placement: 'own', cidr, zones, nat: 'per-zone' } });
    const [staging, testing] = [wide('staging', '10.20.0.0/16'), wide('testing', '10.30.0.0/16')];
    expect(() => assertQuotas(staging, [testing])).toThrow('EC2-VPC Elastic IPs: 6 of 5 (staging 3, testing 3)');
  });

  it('is accepted unchanged', () => {
    for (const each of [...longLivedEnvironments, environment('feature/checkout')]) {
      expect(() => assertQuotas(each)).not.toThrow();
    }
  });
});

test('every quota has the default of a new account, the error code of AWS, and a source', () => {
  for (const name of quotaNames) {
    const quota: Quota = quotas[name];
    expect(quota.newAccount).toBeGreaterThan(0);
    expect(quota.error).toMatch(/^[A-Z]\w+$/);
    expect(quota.source).toMatch(/"/);
    if (quota.code) expect(quota.code).toMatch(/^L-[0-9A-F]{8}$/);
  }
});
