import { previewOfHiddenChanges, hiddenChangesIn } from './hidden-changes';

const server = 'aws_db_instance.database_server_8BFC';
const changed = (before: object, after: object, actions = ['update'], address = server) => ({
  format_version: '1.2',
  resource_changes: [{ address, change: { actions, before, after } }],
});
const renamed = changed({ identifier: 'mysql', port: 1 }, { identifier: 'server', port: 1 });

test('a renamed server gets another address, and the plan does not show it', () => {
  expect(hiddenChangesIn(renamed)).toEqual([`${server}.address`, `${server}.arn`, `${server}.endpoint`]);
});

test.each([
  ['another change of it', changed({ identifier: 'a', port: 1 }, { identifier: 'a', port: 2 })],
  ['a replacement', changed({ identifier: 'a' }, { identifier: 'b' }, ['delete', 'create'])],
  ['another type', changed({ identifier: 'a' }, { identifier: 'b' }, ['update'], 'aws_lb.web')],
])('%s has no hidden changes', (_what, plan) => expect(hiddenChangesIn(plan)).toEqual([]));

/** An app with a function that has these variables. */
function app(variables: object, more: object = {}) {
  const json = JSON.stringify({
    resource: { aws_lambda_function: { job: { '//': { metadata: { path: 'data/job' } }, variables } } },
    output: { databaseHost: { value: `\${${server}.address}` } },
    ...more,
  });
  return { json, configuration: { app: 'data' } };
}

test('references to it are unknown in the preview, and nothing else', () => {
  const preview = previewOfHiddenChanges(
    app({ HOST: `db://\${${server}.address}/x`, OTHER: `\${${server}.address_of}` }),
    undefined,
    renamed,
  )!;
  const unknown = 'jsondecode(terraform_data.preview_own_database_server_8BFC_address.output)';
  const { resource, output } = JSON.parse(preview.json) as {
    resource: Record<string, Record<string, { variables: object; input: string }>>;
    output: object;
  };
  expect(resource['aws_lambda_function']!['job']!.variables).toEqual({
    HOST: `db://\${${unknown}}/x`,
    OTHER: `\${${server}.address_of}`,
  });
  expect(output).toEqual({ databaseHost: { value: `\${${unknown}}` } });
  expect([...preview.placeholders]).toEqual([
    ['terraform_data.preview_own_database_server_8BFC_address', `data: ${server}.address`],
  ]);
  expect(Object.keys(resource['terraform_data']!)).toEqual(['preview_own_database_server_8BFC_address']);
  expect(preview).toMatchObject({ values: '{}', unread: [] });
});

test('a preview of upstream changes keeps its other parts', () => {
  const { json } = app({ HOST: `\${${server}.address}` }, { locals: { a: '1' } });
  const upstream = {
    json,
    values: '{"locals": {}}',
    placeholders: new Map([['terraform_data.preview_network_vpcId', 'network: vpcId']]),
    unread: ['network'],
    stack: { changing: new Set(['terraform_data.preview_network_vpcId']) },
  };
  const preview = previewOfHiddenChanges(app({}), upstream, renamed)!;
  expect(preview).toMatchObject({
    values: upstream.values,
    unread: ['network'],
    stack: { changing: upstream.stack.changing },
  });
  expect(preview.placeholders.size).toBe(2);
  expect(JSON.parse(preview.json)).toMatchObject({ locals: { a: '1' } });
});

test('nothing is planned again if nothing refers to it', () => {
  expect(previewOfHiddenChanges(app({}, { output: {} }), undefined, renamed)).toBeUndefined();
});
