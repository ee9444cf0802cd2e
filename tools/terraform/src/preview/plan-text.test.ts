import type { AppPlan } from './app-plan';
import { inWords } from './plan-text';

const address = 'terraform_data.preview_network_vpcId';
const none = { add: 0, change: 0, replace: 0, destroy: 0, move: 0, import: 0, forget: 0, outputs: 0 };
const block = (one: string) =>
  `\u001b[1m  # ${one}\u001b[0m will be created\n  + resource {\n      + id = "x"\n    }\n`;
const text = `Terraform will perform the following actions:\n\n${block('a.b')}\n${block(address)}\n\u001b[1mPlan:\u001b[0m 2 to add, 0 to change, 0 to destroy.\n`;
const details = (more: Partial<NonNullable<AppPlan['details']>> = {}) => ({
  counts: { ...none, add: 1 },
  possible: [],
  placeholders: new Map([[address, 'network: vpcId']]),
  text,
  ...more,
});

test("Terraform's words are shown without the placeholders, and the summary does not count them", () => {
  const said = inWords(details());
  expect(said).toContain('# a.b');
  expect(said).not.toContain('preview_');
  expect(said).toMatch(/\nPlan: 1 to add\. Not counted: 1 for values that are known only after applies upstream\.$/);
  expect(said).not.toContain('2 to add');
});

test('a possible change is listed with its condition', () => {
  const possible = [
    { address: 'a.b', isReplacement: true, onlyIf: ['network: vpcId'] },
    { address: 'a.c', isReplacement: false, onlyIf: ['network: vpcId'] },
  ];
  expect(inWords(details({ possible }))).toContain(
    'Possible, not certain:\n' +
      '  a.b is replaced only if network: vpcId changes\n' +
      '  a.c is changed only if network: vpcId changes',
  );
});

test('changes of placeholders alone are no changes', () => {
  expect(inWords(details({ counts: none }))).toBe('No changes. Your infrastructure matches the configuration.');
});

test('if Terraform has other words for a block, everything is shown, with the right summary', () => {
  const other = 'terraform_data.preview_network_zone';
  const placeholders = new Map([...details().placeholders, [other, 'network: zone']]);
  const said = inWords(details({ placeholders, text: `# ${other} is going to be made\n${text}` }));
  expect(said).toContain(`# ${other} is going to be made`);
  expect(said).toContain(`# ${address}`);
  expect(said).toContain('Plan: 1 to add.');
});

test('without placeholders the words are those of Terraform', () => {
  expect(inWords(details({ placeholders: new Map() }))).toBe(text.trim());
});
