import { EC2Client, paginateDescribeInstanceTypeOfferings } from '@aws-sdk/client-ec2';
import { networkOf, rolesOf, type Environment } from '@malinshopper/environments';
import { asked, type Finding } from '../line';
import { inRegion, type Subject } from '../subject';

export const offeringActions = ['ec2:DescribeInstanceTypeOfferings'];

/** Instances that may have any of several types: a group, or a part of a cluster. */
interface Group {
  readonly name: string;
  readonly types: readonly string[];
}

/** Checks that AWS offers the instance types of each environment in each of its zones, by the names that zones have in this account. */
export async function instanceTypes(
  subject: Subject,
  client = (region: string): EC2Client => new EC2Client(inRegion(subject, region)),
): Promise<Finding[]> {
  const each = subject.environments.map((environment) => {
    const { zones } = networkOf(environment);
    const about = `types of ${environment.kind === 'branch' ? 'branches' : environment.name}, ${zones.join(', ')}`;
    return asked(about, offeringActions, async () => {
      const groups = groupsOf(environment);
      const offered = await offeringsOf(client(environment.region), groups, zones);
      return [judged(about, environment, groups, zones, offered)];
    });
  });
  return (await Promise.all(each)).flat();
}

function groupsOf(environment: Environment): Group[] {
  const { hadoop, sizes } = environment;
  const roles = rolesOf(environment).map((name) => ({ name, types: sizes[name].instanceTypes }));
  if (hadoop.mode === 'workers') return roles;
  const parts = ['primary', 'core', 'task'] as const;
  return [...roles, ...parts.map((part) => ({ name: `${part} of the cluster`, types: hadoop[part].instanceTypes }))];
}

/** The offered types, as `<type> <zone>`. */
async function offeringsOf(
  client: EC2Client,
  groups: readonly Group[],
  zones: readonly string[],
): Promise<Set<string>> {
  const types = [...new Set(groups.flatMap((group) => group.types))];
  const offered = new Set<string>();
  const Filters = [
    { Name: 'instance-type', Values: types },
    { Name: 'location', Values: [...zones] },
  ];
  const question = { LocationType: 'availability-zone', Filters } as const;
  for await (const page of paginateDescribeInstanceTypeOfferings({ client }, question)) {
    for (const { InstanceType, Location } of page.InstanceTypeOfferings ?? [])
      offered.add(`${InstanceType} ${Location}`);
  }
  return offered;
}

function judged(
  about: string,
  { name, kind }: Environment,
  groups: readonly Group[],
  zones: readonly string[],
  offered: ReadonlySet<string>,
): Finding {
  const file = `environments/src/${kind === 'branch' ? 'branch' : name}.ts`;
  const lacking = groups.flatMap(({ name: group, types }) =>
    zones.map((zone) => ({ group, zone, all: types, types: types.filter((type) => !offered.has(`${type} ${zone}`)) })),
  );
  const without = lacking.filter(({ types, all }) => types.length === all.length);
  if (without.length > 0) {
    const found = without
      .map(({ group, zone, types }) => `${group}: none of ${types.join(', ')} in ${zone}`)
      .join('; ');
    const todo = `Give the group a type that the zone has, or the network another zone, in ${file}: no instance can start there.`;
    return { about, outcome: 'failed', found, todo };
  }
  const some = lacking.filter(({ types }) => types.length > 0);
  if (some.length > 0) {
    const found = some.map(({ group, zone, types }) => `${group}: no ${types.join(', ')} in ${zone}`).join('; ');
    const todo = `Nothing for a deploy: other types of the group are offered there. For more choice, change the types in ${file}.`;
    return { about, outcome: 'attention', found, todo };
  }
  const count = new Set(groups.flatMap(({ types }) => types)).size;
  return { about, outcome: 'ok', found: `${count} types are offered in each zone` };
}
