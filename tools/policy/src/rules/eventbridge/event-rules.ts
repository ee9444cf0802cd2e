import { changeJson } from '../../testing/mutation';
import { all, custom, has, oneOfOrUnset } from '../ask';
import { rulesOf } from '../table';

const inPattern = (change: Parameters<typeof changeJson>[1]) => changeJson('event_pattern', change);

export const eventRules = rulesOf('aws_cloudwatch_event_rule', {
  MAL_EVENT_1: {
    title: 'Event rules are enabled and have a target',
    severity: 'medium',
    why: 'Events without a recipient are lost without an error',
    fix: 'Leave state and isEnabled out, and add a CloudwatchEventTarget',
    ask: all(oneOfOrUnset('state', 'ENABLED'), oneOfOrUnset('is_enabled', true), has('aws_cloudwatch_event_target')),
  },
  MAL_EVENT_2: {
    title: 'Event patterns name an AWS service and a detail type',
    severity: 'medium',
    about: ({ config }) => config['schedule_expression'] === undefined,
    why: 'Any identity with events:PutEvents could trigger a rule on other sources',
    fix: 'eventPattern with source and detail-type, or scheduleExpression',
    ask: custom(
      ({ config, stack }, world) => {
        const text = String(world.resolve(config['event_pattern'], stack) ?? '{}');
        const pattern = JSON.parse(text) as { source?: unknown[]; 'detail-type'?: unknown[] };
        if (!pattern.source?.length || !pattern['detail-type']?.length) return `event_pattern is ${text}`;
        const foreign = pattern.source.find((source) => !/^aws\.\w+$/.test(String(source)));
        return foreign === undefined ? undefined : `source is ${JSON.stringify(foreign)}, which is no AWS service`;
      },
      {
        'the pattern has no source': inPattern((pattern) => delete pattern.source),
        'the pattern has no detail-type': inPattern((pattern) => delete pattern['detail-type']),
        'the pattern has a source of its own': inPattern(({ source }) => source.push('custom')),
      },
    ),
    tried: { path: 'told/assumed' },
  },
});
