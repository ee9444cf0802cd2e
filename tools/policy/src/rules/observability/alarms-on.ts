import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { alarmsOn, tellsSomebody } from './watched';

type About = Pick<Rule, 'id' | 'title' | 'why'> & Pick<Rule, 'about'>;

/** A rule that asks for alarms which tell somebody, on each of these metrics of every resource of a type. */
const watches = (rule: About, type: string, ...metrics: readonly string[]): Rule => ({
  ...rule,
  covers: ['M2'],
  severity: 'medium',
  fix: `Add an Alarm (libs/constructs) on ${metrics.join(', ')} that tells the AlarmTopic of the app`,
  types: [type],
  check: (subject, world) => {
    const unwatched = metrics.filter(
      (metric) => !alarmsOn(subject, metric, world).some((alarm) => tellsSomebody(alarm, world)),
    );
    return unwatched.length > 0 ? `no alarm that tells somebody is on ${unwatched.join(', ')}` : undefined;
  },
});

const inUsEast1 = (subject: Resource, world: World) =>
  alarmsOn(subject, '5xxErrorRate', world).filter(({ region }) => region === 'us-east-1');

/** What has to be heard of before visitors tell of it. */
export const watchedRules: readonly Rule[] = [
  watches(
    {
      id: 'MAL_WATCH_1',
      title: 'Alarms are on the errors, the slowness and the health of what the load balancer sends visitors to',
      why: 'Visitors see these first',
    },
    'aws_lb_target_group',
    'HTTPCode_Target_5XX_Count',
    'TargetResponseTime',
    'UnHealthyHostCount',
  ),
  watches(
    {
      id: 'MAL_WATCH_2',
      title: 'An alarm is on the errors of the load balancer itself',
      why: 'When no server is left, only the load balancer knows',
    },
    'aws_lb',
    'HTTPCode_ELB_5XX_Count',
  ),
  watches(
    {
      id: 'MAL_WATCH_3',
      title: 'An alarm is on missing instances of every group',
      why: 'A group that AWS has no capacity for says so only in its activity list',
    },
    'aws_autoscaling_group',
    'GroupInServiceInstances',
  ),
  watches(
    {
      id: 'MAL_WATCH_4',
      title: 'An alarm is on the ports of every NAT gateway',
      why: 'Without ports, workers and package updates fail one by one, each with an error of its own',
    },
    'aws_nat_gateway',
    'ErrorPortAllocation',
  ),
  watches(
    {
      id: 'MAL_WATCH_5',
      title: 'Alarms are on what the database server can run out of',
      why: 'Without storage it stops, without connections the site does',
    },
    'aws_db_instance',
    'CPUUtilization',
    'DatabaseConnections',
    'FreeStorageSpace',
    'FreeableMemory',
  ),
  watches(
    {
      id: 'MAL_WATCH_6',
      title: 'An alarm is on the nodes of every Hadoop cluster',
      why: 'Jobs would miss their hour before anybody hears',
    },
    'aws_emr_cluster',
    'CoreNodesRunning',
  ),
  {
    id: 'MAL_WATCH_7',
    covers: ['M2'],
    title: 'An alarm in us-east-1 is on the errors of every distribution',
    severity: 'medium',
    why: 'CloudFront has its metrics only there; an alarm anywhere else never goes off',
    fix: 'Add an Alarm with provider: this.globalProvider, and an AlarmTopic there',
    types: ['aws_cloudfront_distribution'],
    check: (distribution, world) =>
      inUsEast1(distribution, world).some((alarm) => tellsSomebody(alarm, world))
        ? undefined
        : 'no alarm in us-east-1 is on 5xxErrorRate',
  },
];
