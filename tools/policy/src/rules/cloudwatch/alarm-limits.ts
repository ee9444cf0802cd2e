import { block, blocks, type Block, type Resource, type World } from '@malinshopper/synthesized';
import { custom, never, all } from '../ask';
import { rulesOf } from '../table';
import { calculations, rows } from './alarm-limit-rows';

const operators: Readonly<Record<string, '>' | '<'>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '>',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<',
};

/** Finds a fault in the time after which an alarm goes off, in minutes. */
function waitFault({ evaluation_periods: periods, datapoints_to_alarm: points }: Block, seconds: number, most: number) {
  const minutes = (Number(periods) * seconds) / 60;
  if (!(minutes > 0 && minutes <= most)) return `goes off after ${minutes} minutes of ${most} at most`;
  return points === undefined || Number(points) <= Number(periods)
    ? undefined
    : `waits for ${points} of ${periods} points`;
}

function metricFault(config: Block): string | undefined {
  const name = `${config['namespace']} ${config['metric_name']}`;
  const row = rows[name];
  if (!row) return `no rule knows the limits of an alarm on ${name}: add a row in cloudwatch/alarm-limit-rows.ts`;
  const threshold = Number(config['threshold']);
  const isReached = row.operator === '>' ? threshold <= row.threshold : threshold >= row.threshold;
  const operator = operators[String(config['comparison_operator'])];
  if (operator !== row.operator) return `goes off by ${String(config['comparison_operator'])}`;
  if (!isReached || threshold < 0)
    return `goes off at ${row.operator} ${String(config['threshold'])}, and ${row.threshold} is the limit`;
  // A metric that is never negative never falls below 0.
  if (row.operator === '<' && threshold === 0) return 'goes off below 0';
  const statistic = config['statistic'] ?? config['extended_statistic'];
  if (statistic !== row.statistic) return `goes off by the statistic ${String(statistic)}`;
  const dimensions = Object.keys((config['dimensions'] ?? {}) as object)
    .sort()
    .join(' ');
  if (dimensions !== row.of) return `is on the dimensions ${dimensions}`;
  if (row.silence && config['treat_missing_data'] !== 'breaching') return 'stays off where no data arrives any more';
  return waitFault(config, Number(config['period']), row.within ?? 15);
}

function calculationFault(config: Block): string | undefined {
  const queries = blocks(config['metric_query']);
  const returned = queries.filter(({ expression }) => expression !== undefined);
  const expression = String(returned[0]?.['expression']);
  const known = calculations[expression];
  if (!known || returned.length > 1)
    return `no rule knows the limits of an alarm on ${expression}: add a row in cloudwatch/alarm-limit-rows.ts`;
  const metrics = queries.flatMap(({ id, metric }) =>
    blocks(metric).map((each) => `${id} ${each['metric_name']} ${each['stat']}`),
  );
  if (metrics.join(', ') !== known.from) return `calculates ${expression} from ${metrics.join(', ')}`;
  const threshold = Number(config['threshold']);
  if (operators[String(config['comparison_operator'])] !== '>' || !(threshold >= 0 && threshold <= known.threshold))
    return `goes off by ${String(config['comparison_operator'])} ${String(config['threshold'])}`;
  return waitFault(config, Math.max(...queries.map(({ metric }) => Number(block(metric)['period'] ?? 0))), 20);
}

/** Values of dimensions that are not attributes of a resource. */
const literals = new Set(['Global', 'RDS', 'S3']);

/** A dimension with a value that is neither a reference nor a value of the environment: its metric has no data. */
function foreignDimension({ config }: Resource, { environment }: World): string | undefined {
  const all = [config, ...blocks(config['metric_query']).flatMap(({ metric }) => blocks(metric))];
  const own = new Set([...literals, environment.name, ...Object.keys(environment.roles)]);
  const values = all.flatMap((each) => Object.entries((each['dimensions'] ?? {}) as Record<string, unknown>));
  const found = values.find(([, value]) => !String(value).includes('${') && !own.has(String(value)));
  return found && `is on ${found[0]} ${String(found[1])}, which no app creates`;
}

/** Each of these attributes changes the condition of an alarm. */
const alters = ['unit', 'threshold_metric_id', 'evaluate_low_sample_count_percentiles'];

const ringsInTime = (alarm: Resource, world: World) => {
  const { config } = alarm;
  const altered = alters.find((name) => config[name] !== undefined);
  if (altered) return `has ${altered}, which no rule understands`;
  return (
    foreignDimension(alarm, world) ??
    (config['metric_query'] === undefined ? metricFault(config) : calculationFault(config))
  );
};

const heartbeat = { path: 'fetcher-heartbeat/always/Resource' };

/** Alarms go off when they should. */
export const alarmLimits = rulesOf(
  ['aws_cloudwatch_metric_alarm'],
  {
    MAL_ALARM_5: {
      title: 'Alarms can go off, and do so in time',
      severity: 'high',
      covers: 'M2',
      why: 'A threshold out of reach, a day of waiting or a metric without data is the same as no alarm',
      fix: 'Set threshold, period, statistic and dimensions to values that the row of the metric in cloudwatch/alarm-limit-rows.ts permits',
      ask: custom(ringsInTime, {
        'a threshold is out of reach': (config) => (config.threshold = 1e12),
        'pages may take a minute': (config) => (config.threshold = 60),
        'fast pages set the alarm off': (config) => (config.comparison_operator = 'LessThanThreshold'),
        'an alarm goes off after a day': (config) => (config.evaluation_periods = 288),
        'an alarm evaluates one period a day': (config) =>
          Object.assign(config, { period: 86_400, evaluation_periods: 1 }),
        'an alarm evaluates the fastest page': (config) => (config.statistic = 'Minimum'),
        'an alarm is on a metric that nothing publishes': (config) => (config.namespace = 'AWS/Nothing'),
        'an alarm is on a dimension that no metric has': (config) => (config.dimensions.AvailabilityZone = 'x'),
        'an alarm is on a load balancer that no app creates': (config) => (config.dimensions.LoadBalancer = 'app/x/1'),
        'an alarm evaluates pages in bytes': (config) => (config.unit = 'Bytes'),
        'an alarm waits for more points than it evaluates': (config) => (config.datapoints_to_alarm = 3),
        'a heartbeat may be missing': {
          ...heartbeat,
          change: (config) => (config.treat_missing_data = 'notBreaching'),
        },
        'an alarm goes off at no heartbeat count': { ...heartbeat, change: (config) => (config.threshold = 0) },
        'an alarm on missing instances uses a value that is always 0': {
          path: 'fetcher-capacity/Resource',
          change: (config) => (config.metric_query[0].expression = 'minimum - minimum'),
        },
        'an alarm on missing instances has a threshold of thousands': {
          path: 'fetcher-capacity/Resource',
          change: (config) => (config.threshold = 1000),
        },
        'running instances are counted twice': {
          path: 'fetcher-capacity/Resource',
          change: (config) => (config.metric_query[1].metric.metric_name = 'GroupInServiceInstances'),
        },
      }),
    },
    MAL_ALARM_6: {
      title: 'Alarms only notify: they have no actions for missing data and no suppressor',
      severity: 'high',
      types: ['aws_cloudwatch_metric_alarm', 'aws_cloudwatch_composite_alarm'],
      why: 'An action for missing data can terminate instances; a suppressor keeps an alarm silent',
      fix: 'Leave insufficientDataActions and actionsSuppressor out; set treatMissingData',
      ask: all(never('insufficient_data_actions', ['arn:aws:automate:eu-west-1:ec2:terminate']), {
        fault: ({ config }) => (config['actions_suppressor'] === undefined ? undefined : 'has a suppressor'),
        breaks: [
          {
            what: 'a composite alarm is suppressed by another alarm',
            scenario: 'branch',
            type: 'aws_cloudwatch_composite_alarm',
            path: '',
            change: (config) => (config.actions_suppressor = { alarm: 'x', extension_period: 600, wait_period: 600 }),
          },
        ],
      }),
    },
  },
  { path: 'web-alarms/slow/Resource' },
);
