import { quotaNames, quotas, type Quota, type QuotaName } from '@malinshopper/aws-facts';
import type { Call, Operation, Service } from '../gateway/call';
import { grantedTo } from '../gateway/granted';
import { AwsFailure } from '../protocols/failure';
import { jsonParameters, jsonReply, jsonText } from '../protocols/json';

/**
 * Service Quotas (JSON 1.1, 2019-06-24): how much of a quota an account is granted, which is what the other services here refuse beyond. All of it is
 * the gateway: moto has other numbers, of VPCs only. A quota that the gateway does not enforce is refused by name.
 */
export function serviceQuotas(): Service {
  return {
    name: 'servicequotas',
    whole: true,
    operations: {
      GetServiceQuota: quotaWith((names, { account }) => Math.min(...names.map((name) => grantedTo(account, name)))),
      GetAWSDefaultServiceQuota: quotaWith((names) => Math.min(...names.map((name) => quotas[name].newAccount))),
    },
  };
}

type Value = (names: readonly QuotaName[], call: Call) => number;

/**
 * A quota can have several names in this table: the quota of rules per security group applies to database servers and
 * to load balancers.
 */
const quotaWith =
  (value: Value): Operation =>
  (call) => {
    const { ServiceCode, QuotaCode, ...others } = jsonParameters(call);
    const [service, code] = [jsonText(ServiceCode), jsonText(QuotaCode)];
    const names = quotaNames.filter((name) => isListedAs(quotas[name], service, code));
    const [first] = names;
    if (first === undefined) throw notKnown(`the quota ${service}/${code}`);
    if (Object.keys(others).length > 0) throw notKnown(`${Object.keys(others).join(', ')} of a quota`);
    const QuotaArn = `arn:aws:servicequotas:${call.region}:${call.account}:${service}/${code}`;
    return jsonReply({
      Quota: {
        ServiceCode: service,
        QuotaArn,
        QuotaCode: code,
        QuotaName: quotas[first].name,
        Value: value(names, call),
        Unit: 'None',
        Adjustable: true,
        GlobalQuota: false,
        QuotaAppliedAtLevel: 'ACCOUNT',
      },
    });
  };

const isListedAs = (quota: Quota, service: string, code: string) => quota.service === service && quota.code === code;

const notKnown = (what: string) =>
  new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS does not know ${what}: it enforces the quotas of libs/aws-facts/src/quotas.ts only. Add it there.`,
  );
