import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf } from '@malinshopper/policy/testing';
import { identityOf } from '@malinshopper/terraform';

type Config = Readonly<Record<string, unknown>> & { readonly lifecycle?: { readonly create_before_destroy?: boolean } };
interface Document {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Config>>>>;
}

/** Resources that may exist several times in AWS, by an id of their own or a generated name. */
const severalOfAKind: readonly string[] = [
  'aws_acm_certificate',
  'aws_db_parameter_group',
  'aws_launch_template',
  'aws_security_group',
  'aws_wafv2_web_acl',
  'terraform_data',
];

/**
 * The resources that are created before their predecessors are destroyed: those with the setting, and all their
 * dependencies (Terraform documentation, "The lifecycle Meta-Argument": Terraform propagates `create_before_destroy` to
 * dependencies).
 */
function createdFirst({ resource = {} }: Document): (readonly [string, Config])[] {
  const all = Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, config]) => [`${type}.${name}`, config] as const),
  );
  const chosen = new Map(all.filter(([, { lifecycle }]) => lifecycle?.create_before_destroy));
  for (let size = -1; size !== chosen.size;) {
    size = chosen.size;
    const text = JSON.stringify([...chosen.values()]);
    for (const [address, config] of all) {
      if (new RegExp(`\\b${address}\\b(?!-)`).test(text)) chosen.set(address, config);
    }
  }
  return [...chosen].map(([address, config]) => [address.split('.')[0]!, config] as const);
}

test('every type that is created before its predecessor is deleted has a known identity in AWS', async () => {
  const types = new Set<string>();
  for (const kind of scenarios) {
    for (const document of [...(await documentsOf(subjectOf(kind))).own.values()] as Document[]) {
      for (const [type, config] of createdFirst(document)) if (identityOf(type, config).length === 0) types.add(type);
    }
  }
  expect([...types].sort()).toEqual(severalOfAKind);
});
