import { templateOf } from './template';

test.each([
  ['a plain text', 'production', [], false],
  ['a reference', '${aws_vpc.main.id}', ['aws_vpc.main.id'], true],
  ['references in a text', 'a ${aws_vpc.a.id} b ${aws_vpc.b.id}', ['aws_vpc.a.id', 'aws_vpc.b.id'], false],
  ['an expression with braces in it', '${one([for a in b : { c = "}" }])}', ['one([for a in b : { c = "}" }])'], true],
  ['an expression with a quoted quote', '${file("a\\"}b")}', ['file("a\\"}b")'], true],
  ['an expansion of the shell', 'echo $${HOME} and 10 % of $it', [], false],
  ['an escaped percent sign of Terraform', '%%{ if', [], false],
])('in %s, expressions are found', (_what, text, expressions, isWhole) => {
  expect(templateOf(text)).toEqual({ expressions, isWhole });
});

test.each([
  ['a directive', '%{ if true }a%{ endif }', /directive/],
  ['three signs', '$$${aws_vpc.main.id}', /ambiguous/],
  ['an expression without an end', '${aws_vpc.main.id', /does not end/],
  ['a brace inside quotes', '${file("}")', /does not end/],
])('%s is a fault', (_what, text, fault) => {
  expect(templateOf(text).fault).toMatch(fault);
});
