import { hasTextOf, outputsThatChange } from './certain-outputs';

const group = { address: 'aws_security_group.a', change: { actions: ['create', 'delete'] } };
const same = { address: 'aws_security_group.b', change: { actions: ['no-op'] } };

/** The outputs that certainly change if the first security group is replaced. */
function changed(
  outputs: Record<string, unknown>,
  { unknown = true, changes = [group, same], possible = [] as string[], resource = {} } = {},
): string[] {
  const names = Object.keys(outputs);
  const plan = {
    format_version: '1.2',
    resource_changes: changes,
    output_changes: Object.fromEntries(names.map((name) => [name, { actions: ['update'], after_unknown: unknown }])),
  };
  const output = Object.fromEntries(names.map((name) => [name, { value: outputs[name] }]));
  return [...outputsThatChange(plan, new Set(possible), JSON.stringify({ output, resource }))];
}

describe('an output changes for certain', () => {
  test('if it contains the id of a resource that is replaced for certain, alone or in a text', () => {
    const outputs = {
      id: '${aws_security_group.a.id}',
      text: 'group/${aws_security_group.a.id}',
      of: '${aws_security_group.b.id}',
    };
    expect(changed(outputs)).toEqual(['id', 'text']);
  });

  test('not if that is only possible', () => {
    expect(changed({ id: '${aws_security_group.a.id}' }, { possible: [group.address] })).toEqual([]);
  });

  test('not if the plan knows it, since the plan then shows the change itself', () => {
    expect(changed({ id: '${aws_security_group.a.id}' }, { unknown: false })).toEqual([]);
  });

  test('if a new resource has taken the place of one with another address', () => {
    const changes = [{ address: 'aws_vpc.main', change: { actions: ['create'] } }];
    expect(changed({ id: '${aws_vpc.main.id}' }, { changes })).toEqual(['id']);
  });

  test('of a list or map, if all its unknown texts do', () => {
    const ids = ['${aws_security_group.a.id}', '${aws_security_group.b.id}'];
    expect(changed({ ids })).toEqual([]);
    expect(changed({ ids }, { unknown: [true, false] as unknown as boolean })).toEqual(['ids']);
    expect(changed({ ids: {} })).toEqual([]);
  });

  test('if an attribute is configured by such an id, like the ARN of a certificate that is issued', () => {
    const changes = [{ address: 'aws_acm_certificate.a', change: { actions: ['create', 'delete'] } }];
    const resource = { aws_acm_certificate_validation: { a: { certificate_arn: '${aws_acm_certificate.a.arn}' } } };
    expect(changed({ arn: '${aws_acm_certificate_validation.a.certificate_arn}' }, { changes, resource })).toEqual([
      'arn',
    ]);
  });

  test.each([
    ['a name, which is the same again', '${aws_security_group.a.name}'],
    ['a type for which AWS generates no ids', '${aws_iam_role.a.id}'],
    ['the result of a function of the id', '${length(aws_security_group.a.id)}'],
    ['a text that only looks so', '$${aws_security_group.a.id}'],
  ])('not for %s', (_what, text) => {
    const changes = [group, { address: 'aws_iam_role.a', change: { actions: ['create', 'delete'] } }];
    expect(changed({ text }, { changes })).toEqual([]);
  });
});

describe('a configured value contains the text of a placeholder', () => {
  const placeholders = new Set(['terraform_data.preview_network_vpcId']);
  const decoded = 'jsondecode(terraform_data.preview_network_vpcId.output)';

  test.each([
    [`\${${decoded}}`],
    [`vpc/\${${decoded}}/x`],
    [['sg-1', `\${${decoded}}`]],
    [`\${${decoded}["web"]}`],
    [`\${[local.preview_outputs["network"]["ids"][0], ${decoded}[1]]}`],
  ])('%j', (value) => expect(hasTextOf(value, placeholders)).toBe(true));

  test.each([
    [`\${length(${decoded})}`],
    [`\${${decoded} == "" ? 1 : 2}`],
    [`$\${${decoded}}`],
    ['${jsondecode(terraform_data.preview_data_key.output)}'],
    [7],
  ])('%j does not', (value) => expect(hasTextOf(value, placeholders)).toBe(false));
});
