import type { Call, Forward } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonText, type JsonObject } from '../../protocols/json';
import { element, list, parseXml, text } from '../../protocols/xml';
import { callTo } from '../tagging/neighbour';

/**
 * The settings of a function that can be created and changed; all others in a request are refused, because they would
 * have no effect here.
 */
const SETTINGS = [
  'Architectures',
  'Description',
  'Environment',
  'EphemeralStorage',
  'Handler',
  'LoggingConfig',
  'MemorySize',
];
const MORE = ['PackageType', 'Role', 'Runtime', 'Timeout', 'TracingConfig', 'VpcConfig'];
/** Further parameters of CreateFunction. */
export const BESIDES = ['Code', 'FunctionName', 'Publish', 'Tags'];
/** The Lambda runtimes (Lambda developer guide, "Lambda runtimes") that the Node version of the gateway can emulate. */
const RUNTIMES = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x'];

/** The refusal of a parameter that this Lambda would ignore. */
export function unknownParameter(what: string): AwsFailure {
  return new AwsFailure(
    'NotImplementedByEmbeddedAws',
    `The embedded AWS does not know functions with ${what}. Add it in tools/local-aws/src/services/lambda, or do without it.`,
  );
}

/** The settings in a request. @throws AwsFailure for a parameter that this Lambda would ignore */
export async function settingsIn(call: Call, moto: Forward, besides: readonly string[]): Promise<JsonObject> {
  const request = jsonParameters(call);
  const isEmpty = (value: unknown) =>
    value === undefined || value === null || value === false || JSON.stringify(value) === '[]';
  const known = [...SETTINGS, ...MORE];
  const more = Object.keys(request).find((name) => ![...known, ...besides].includes(name) && !isEmpty(request[name]));
  if (more) throw unknownParameter(more);
  const runtime = request['Runtime'];
  if (runtime !== undefined && !RUNTIMES.includes(jsonText(runtime)))
    throw unknownParameter(`the runtime ${jsonText(runtime)}`);
  const settings = Object.fromEntries(
    known.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])),
  );
  const vpc = jsonObject(request['VpcConfig']);
  const subnets = jsonList(vpc['SubnetIds']).map(jsonText);
  return {
    ...settings,
    ...(subnets.length > 0 && {
      VpcConfig: { Ipv6AllowedForDualStack: false, ...vpc, VpcId: await vpcOf(call, subnets, moto) },
    }),
  };
}

/** The VPC of the subnets of a function (Lambda API reference, VpcConfigResponse). */
async function vpcOf(call: Call, subnets: readonly string[], moto: Forward): Promise<string> {
  const body = new URLSearchParams({
    Action: 'DescribeSubnets',
    Version: '2016-11-15',
    'SubnetId.1': subnets[0] ?? '',
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const reply = await moto(
    callTo('ec2', call, { method: 'POST', path: '/', headers, body: Buffer.from(body.toString()) }),
  );
  const found = element(element(parseXml(reply.body.toString())['DescribeSubnetsResponse'])['subnetSet'])['item'];
  const vpc = text(element(list(found)[0])['vpcId']);
  if (vpc !== '') return vpc;
  throw new AwsFailure(
    'InvalidParameterValueException',
    `Error occurred while DescribeSubnets. The subnet ID '${subnets[0]}' does not exist`,
  );
}
