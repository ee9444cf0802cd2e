import { scenarios } from '@malinshopper/policy';
import { documentsOf, subjectOf } from '@malinshopper/policy/testing';
import { identityOf } from '@malinshopper/terraform';

type Config = Readonly<Record<string, unknown>> & { readonly lifecycle?: { readonly create_before_destroy?: boolean } };
interface Document {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Config>>>>;
}

/** What AWS takes several of that are the same, by an id of its own or a name that it makes. */
const severalOfAKind: readonly string[] = [
  'aws_acm_certificate',
  'aws_db_parameter_group',
  'aws_launch_template',
  'aws_security_group',
  'aws_wafv2_web_acl',
  'terraform_data',
];

/**
 * The resources that are created before they are destroyed: those that say so, and all that they stand on (Terraform documentation, "The lifecycle
 * Meta-Argument": Terraform propagates `create_before_destroy` to dependencies).
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

test('of every type that is made before its predecessor goes it is known by what AWS tells the two apart', async () => {
  const types = new Set<string>();
  for (const kind of scenarios) {
    for (const document of [...(await documentsOf(subjectOf(kind))).own.values()] as Document[]) {
      for (const [type, config] of createdFirst(document)) if (identityOf(type, config).length === 0) types.add(type);
    }
  }
  expect([...types].sort()).toEqual(severalOfAKind);
});
