import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf } from '@malinshopper/policy/testing';

interface Rule {
  readonly security_group_id: string;
  readonly referenced_security_group_id?: string;
  readonly depends_on?: readonly string[];
  readonly lifecycle?: { readonly create_before_destroy?: boolean; readonly replace_triggered_by?: readonly string[] };
}
interface Document {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Rule>>>>;
}

const isOfOthers = (group = '') => group.includes('terraform_remote_state');

/** The rules of a stack with a group of another app on one side, by their addresses. */
function borrowed({ resource = {} }: Document): (readonly [string, Rule])[] {
  return (['egress', 'ingress'] as const).flatMap((way) => {
    const type = `aws_vpc_security_group_${way}_rule`;
    return Object.entries(resource[type] ?? {})
      .filter(([, rule]) => isOfOthers(rule.security_group_id) || isOfOthers(rule.referenced_security_group_id))
      .map(([name, rule]) => [`${type}.${name}`, rule] as const);
  });
}

test('when a group of another app is replaced, both rules of a connection exist before the first of the old ones is deleted', async () => {
  const faults: string[] = [];
  let count = 0;
  for (const kind of scenarios) {
    for (const document of [...(await documentsOf(subjectOf(kind))).own.values()] as Document[]) {
      for (const [address, { lifecycle, depends_on: waits = [] }] of borrowed(document)) {
        count += 1;
        if (!lifecycle?.create_before_destroy || !lifecycle.replace_triggered_by?.length) faults.push(address);
        if (address.includes('_egress_') && !waits.some((one) => one.includes('_ingress_'))) faults.push(address);
      }
    }
  }
  expect(count).toBeGreaterThan(3);
  expect(faults).toEqual([]);
});
