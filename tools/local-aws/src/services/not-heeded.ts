import { AwsFailure } from '../protocols/failure';
import { queryParameters } from '../protocols/query';
import { text } from '../protocols/xml';
import type { Guard, Guards } from './in-use';

/** Refuses a change by parameters that moto takes without a word and does not make. */
const unless =
  (service: string, action: string, parameters: readonly string[]): Guard =>
  (call) => {
    const form = queryParameters(call.body);
    const named = parameters.filter((name) => form[name] !== undefined);
    if (named.length > 0) throw notHeeded(`${service}:${action}`, named);
  };

const notHeeded = (operation: string, named: readonly string[]) =>
  new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS does not change ${named.join(', ')} by ${operation}: moto takes it and leaves it as it was. Do without it in a ` +
      'rehearsal, or complete the operation in tools/local-aws/src/services.',
  );

/** What is asked for in the value of another parameter. */
const topicAttributes: Guard = (call) => {
  const name = text(queryParameters(call.body)['AttributeName']);
  if (name === 'TracingConfig') throw notHeeded('sns:SetTopicAttributes', [name]);
};

/** Changes that moto makes in part, found by making each and reading it back. */
export const notHeededChanges: Guards = {
  ec2: {
    ModifySubnetAttribute: unless('ec2', 'ModifySubnetAttribute', [
      'CustomerOwnedIpv4Pool',
      'DisableLniAtDeviceIndex',
      'EnableDns64',
      'EnableLniAtDeviceIndex',
      'EnableResourceNameDnsAAAARecordOnLaunch',
      'MapCustomerOwnedIpOnLaunch',
      'PrivateDnsHostnameTypeOnLaunch',
    ]),
    ModifyVpcEndpoint: unless('ec2', 'ModifyVpcEndpoint', [
      'DnsOptions',
      'IpAddressType',
      'PrivateDnsEnabled',
      'ResetPolicy',
      'SubnetConfiguration',
    ]),
  },
  sns: { SetTopicAttributes: topicAttributes },
};
