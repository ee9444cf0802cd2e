import { Stack, World } from '@malinshopper/synthesized';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { environment } from '@malinshopper/environments';
import { expressionFault } from './expressions';

const stack = new Stack(
  madeUpStack(
    {
      aws_iam_role: { web: { name: 'web', description: 'a', path: '/' }, odd: { name: 'a","Effect":"Allow' } },
      aws_launch_template: { web: {} },
    },
    {
      data: { terraform_remote_state: { network: { config: { key: 'production/network.tfstate' } } } },
      locals: { script: '#!/bin/sh' },
    },
  ),
);
const world = new World(environment('production'), [stack]);
const [web] = stack.resources;
const faultOf = (text: string, where = 'aws_iam_role_policy.policy') => expressionFault(text, where, web!, world);

test.each([
  ['an address of AWS', '{"Resource":"${aws_iam_role.web.arn}"}'],
  ['an output of another app', '${data.terraform_remote_state.network.outputs.subnets[0]}'],
  ['a name', 'of ${aws_iam_role.web.name}'],
])('%s is understood', (_what, text) => {
  expect(faultOf(text)).toBeUndefined();
});

test('a function is accepted in the attributes where the apps use it, and in no other', () => {
  expect(faultOf('${base64gzip(local.script)}', 'aws_launch_template.user_data')).toBeUndefined();
  expect(faultOf('${base64gzip(local.script)}')).toMatch(/no rule understands/);
  expect(faultOf('${base64gzip(file("a"))}', 'aws_launch_template.user_data')).toMatch(/no rule understands/);
});

test.each([
  ['a file', '${file("policy.json")}'],
  ['a template', '${templatefile("a", {})}'],
  ['a decoded text', '${base64decode("e30=")}'],
  ['a secret as plain text', '${nonsensitive(aws_iam_role.web.arn)}'],
  ['a condition', '${true ? "a" : "b"}'],
  ['a local', '${local.script}'],
  ['a variable', '${var.open}'],
  ['a module', '${module.a.arn}'],
  ['one of several', '${each.value}'],
  ['a missing resource', '${aws_iam_role.gone.arn}'],
  ['a state that is not read', '${data.terraform_remote_state.gone.outputs.a}'],
  ['another data source', '${data.aws_iam_policy_document.a.json}'],
  ['a text of another resource', '${aws_iam_role.web.description}'],
  ['a heredoc', '${<<EOT\n{}\nEOT\n}'],
])('%s is not', (_what, text) => {
  expect(faultOf(text)).toMatch(/which no rule understands/);
});

test('a value that would end the surrounding text is a fault', () => {
  expect(faultOf('{"Sid":"${aws_iam_role.odd.name}"}')).toMatch(/could end the text around it/);
  expect(faultOf('${aws_iam_role.odd.name}')).toBeUndefined();
});
