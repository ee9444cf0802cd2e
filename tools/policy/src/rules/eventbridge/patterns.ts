import { changeJson } from '../../testing/mutation';
import { all, custom, never, type Fault } from '../ask';
import { rulesOf } from '../table';

const inPattern = (change: Parameters<typeof changeJson>[1]) => changeJson('event_pattern', change);

/** The properties by which patterns select events, for each source. Each additional property excludes events. */
const narrowing: Readonly<Record<string, string>> = {
  'aws.autoscaling': 'source detail-type',
  'aws.s3': 'source detail-type detail.bucket.name detail.object.key',
  'aws.sts': 'source detail-type detail.eventSource detail.eventName detail.requestParameters.roleArn',
};

const pathsIn = (value: object, at = ''): string[] =>
  Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    Array.isArray(each) || typeof each !== 'object' || each === null ? [`${at}${key}`] : pathsIn(each, `${at}${key}.`),
  );

const narrowsAsKnown: Fault = ({ config, stack }, world) => {
  if (config['event_pattern'] === undefined) return undefined;
  const pattern = JSON.parse(String(world.resolve(config['event_pattern'], stack))) as { source?: unknown[] };
  const known = (pattern.source ?? []).map((source) => narrowing[String(source)]?.split(' ') ?? []);
  const unknown = pathsIn(pattern).find((path) => !known.every((paths) => paths.includes(path)));
  return unknown && `selects events by ${unknown}, which no rule understands`;
};

/** The events that rules match. */
export const eventPatterns = rulesOf('aws_cloudwatch_event_rule', {
  MAL_EVENT_6: {
    title: 'Event rules are on the default bus, and their patterns select no fewer events than necessary',
    severity: 'high',
    why: 'AWS sends its events to the default bus; with one more condition, a use of the break-glass role is not reported',
    fix: 'Leave eventBusName out; add a new property of detail to eventbridge/patterns.ts',
    ask: all(
      never('event_bus_name', 'another'),
      custom(narrowsAsKnown, {
        'only one kind of identity is reported': inPattern(
          (pattern) => (pattern.detail.userIdentity = { type: ['Root'] }),
        ),
        'only failures are reported': inPattern((pattern) => (pattern.detail.errorCode = [{ exists: true }])),
        'only events of another account are reported': inPattern((pattern) => (pattern.account = ['1'])),
      }),
    ),
    tried: { path: 'told/assumed' },
  },
});
