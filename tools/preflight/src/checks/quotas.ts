import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { quotas, type Quota, type Region } from '@malinshopper/aws-facts';
import { ledgerOf, type Entry } from '@malinshopper/environments';
import { asked, type Finding } from '../line';
import { inGlobalRegion, inRegion, type Subject } from '../subject';

type Client = Pick<ServiceQuotasClient, 'send'>;
type Listed = Required<Pick<Quota, 'code' | 'service'>> & Quota;

export const quotaActions = ['servicequotas:GetServiceQuota', 'servicequotas:GetAWSDefaultServiceQuota'];

/**
 * Compares the sums of the quota ledger (`npm run policy -- --quotas`) with the quotas that AWS grants now, and with those in accounts.ts. Quotas that
 * Service Quotas does not list are in the ledger only.
 */
export async function quotasOf(
  subject: Subject,
  client = (service: string, region: Region): Client =>
    // Service Quotas reports the quotas of CloudFront in us-east-1 (Service Quotas user guide, "Viewing service
    // quotas").
    new ServiceQuotasClient(service === 'cloudfront' ? inGlobalRegion(subject) : inRegion(subject, region)),
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const region of subject.account.regions) {
    const granted = new Map<string, Promise<number>>();
    for (const entry of ledgerOf(subject.account, region)) {
      const quota: Quota = quotas[entry.name];
      if (!isListed(quota)) continue;
      const about = `${quota.name}${entry.of === undefined ? '' : ` (of ${entry.of})`}, ${region}`;
      const value = granted.get(quota.code) ?? grantedBy(client(quota.service, region), quota);
      granted.set(quota.code, value);
      findings.push(
        ...(await asked(about, quotaActions, async () => [judged(entry, quota, about, region, await value)])),
      );
    }
  }
  return findings;
}

const isListed = (quota: Quota): quota is Listed => quota.code !== undefined && quota.service !== undefined;

function judged(entry: Entry, quota: Listed, about: string, region: Region, granted: number): Finding {
  const { sum, granted: written, branch, branches } = entry;
  const need = `${sum} needed${branch > 0 ? ` with ${branches} branches` : ''}`;
  const found = `${granted} granted by AWS, ${written} by accounts.ts, ${need}`;
  if (granted < sum) {
    const wanted = Math.max(sum, written);
    const ask =
      `aws service-quotas request-service-quota-increase --service-code ${quota.service} --quota-code ${quota.code} ` +
      `--desired-value ${wanted} --region ${region}`;
    const todo = `Ask AWS for ${wanted}: ${ask}. It takes a day or more; until then AWS refuses with ${quota.error}.`;
    return { about, outcome: 'failed', found, todo };
  }
  if (granted < written) {
    const todo = `Write ${entry.name}: ${granted} as \`granted\` into environments/src/accounts.ts, or ask AWS for ${written}: synthesis believes accounts.ts.`;
    return { about, outcome: 'attention', found, todo };
  }
  return { about, outcome: 'ok', found };
}

/** The current quota of the account. Without an earlier request, Service Quotas has the default only (API reference, GetServiceQuota). */
async function grantedBy(client: Client, { service: ServiceCode, code: QuotaCode, name }: Listed): Promise<number> {
  const which = { ServiceCode, QuotaCode };
  const { Quota: found } = await client.send(new GetServiceQuotaCommand(which)).catch((error: unknown) => {
    if (error instanceof NoSuchResourceException) return client.send(new GetAWSDefaultServiceQuotaCommand(which));
    throw error;
  });
  if (found?.Value === undefined) {
    const reason = found?.ErrorReason?.ErrorMessage ?? 'the answer has no value';
    throw new Error(`Service Quotas returns no value of ${name} (${QuotaCode}): ${reason}`);
  }
  return found.Value;
}
