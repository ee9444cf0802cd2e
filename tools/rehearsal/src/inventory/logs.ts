import {
  DescribeResourcePoliciesCommand,
  paginateDescribeDeliveries,
  paginateDescribeDeliveryDestinations,
  paginateDescribeDeliverySources,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { collect, type IsOurs } from './listing';

type Logs = Pick<Clients, 'logs'>;

/** Log groups by their names, since RDS and WAF make some by themselves, without tags; and their resource policies. */
export async function logGroups({ logs: client }: Logs, { name }: Environment): Promise<string[]> {
  const [groups, { resourcePolicies = [] }] = await Promise.all([
    collect(paginateDescribeLogGroups({ client }, {}), (page) => page.logGroups),
    client.send(new DescribeResourcePoliciesCommand({})),
  ]);
  const ours = new RegExp(`^(/malinshopper/|/aws/rds/instance/|aws-waf-logs-)${name}[-/]`);
  return [
    ...groups
      .filter(({ logGroupName }) => ours.test(logGroupName ?? ''))
      .map(({ logGroupName }) => `log group ${logGroupName}`),
    ...resourcePolicies
      .filter(({ policyName }) => policyName?.startsWith(`${name}-`))
      .map(({ policyName }) => `log resource policy ${policyName}`),
  ];
}

/** The log deliveries of AWS's services: sources, destinations, and deliveries. */
export async function logDeliveries({ logs: client }: Logs, isOurs: IsOurs): Promise<string[]> {
  const [sources, destinations, deliveries] = await Promise.all([
    collect(paginateDescribeDeliverySources({ client }, {}), (page) => page.deliverySources),
    collect(paginateDescribeDeliveryDestinations({ client }, {}), (page) => page.deliveryDestinations),
    collect(paginateDescribeDeliveries({ client }, {}), (page) => page.deliveries),
  ]);
  const named = [
    ...sources.map(({ tags, name }) => ({ tags, name: `log delivery source ${name}` })),
    ...destinations.map(({ tags, name }) => ({ tags, name: `log delivery destination ${name}` })),
    ...deliveries.map(({ tags, id }) => ({ tags, name: `log delivery ${id}` })),
  ];
  return named
    .filter(({ tags = {} }) => isOurs(Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))))
    .map(({ name }) => name);
}
