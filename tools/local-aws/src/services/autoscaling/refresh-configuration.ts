import type { Call, Forward, Operation, Reply } from '../../gateway/call';
import { list, type Xml, type XmlElement } from '../../protocols/xml';

/** Parameters of UpdateAutoScalingGroup that set the template by which a group launches. */
export type Configuration = Readonly<Record<string, string>>;

/**
 * Gives a group another configuration.
 * @returns the refusal, if it is refused
 */
export async function configure(
  name: string,
  configuration: Configuration,
  call: Call,
  moto: Forward,
  update: Operation,
): Promise<Reply | undefined> {
  if (Object.keys(configuration).length === 0) return undefined;
  const form = { Action: 'UpdateAutoScalingGroup', Version: '2011-01-01', AutoScalingGroupName: name };
  const body = new URLSearchParams({ ...form, ...configuration });
  const reply = await update({ ...call, body: Buffer.from(body.toString()) }, moto);
  return reply.status === 200 ? undefined : reply;
}

/**
 * Gives a group the configuration of a request to refresh it.
 * @returns the refusal, if it is refused
 */
export function configured(call: Call, moto: Forward, update: Operation): Promise<Reply | undefined> {
  const prefix = 'DesiredConfiguration.';
  const form = new URLSearchParams(call.body.toString());
  const desired = [...form].filter(([name]) => name.startsWith(prefix));
  const configuration = Object.fromEntries(desired.map(([name, value]) => [name.slice(prefix.length), value]));
  return configure(form.get('AutoScalingGroupName') ?? '', configuration, call, moto, update);
}

/** The configuration that a group has. */
export function configurationOf(group: XmlElement): Configuration {
  const { MixedInstancesPolicy, LaunchTemplate } = group;
  return MixedInstancesPolicy === undefined || MixedInstancesPolicy === ''
    ? parametersOf('LaunchTemplate', LaunchTemplate)
    : parametersOf('MixedInstancesPolicy', MixedInstancesPolicy);
}

/** The id identifies the launch template. AWS refuses a call with both the id and the name. */
const leftOut = 'LaunchTemplateName';

function parametersOf(name: string, value: Xml | undefined): Record<string, string> {
  if (value === undefined) return {};
  if (typeof value === 'string') return value === '' ? {} : { [name]: value };
  const entries = Array.isArray(value)
    ? value.map((one, index) => [String(index + 1), one] as const)
    : Object.entries(value).map(([key, one]) => [key, key === 'member' ? list(one) : one] as const);
  return Object.assign(
    {},
    ...entries.filter(([key]) => key !== leftOut).map(([key, one]) => parametersOf(`${name}.${key}`, one)),
  ) as Record<string, string>;
}
