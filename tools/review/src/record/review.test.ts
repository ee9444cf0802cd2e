import { key, planNamed, plannedApp } from '../testing/plans';
import { parseRecord, writeRecord, type ReviewedPlan } from './record';
import { review, reviewed as reviewedWith } from './review';

const reviewed = (plan: unknown) => {
  const found = review([plannedApp(plan)], { key });
  return { found, plan: found[0]!.result as ReviewedPlan };
};
const onlyIf = (plan: ReviewedPlan) => Object.fromEntries(plan.changes.map((one) => [one.address, one.onlyIf]));

test('a record is read as it was written', () => {
  const { found } = reviewed(planNamed('sensitive'));
  expect(parseRecord(writeRecord(found))).toEqual({ format: 1, apps: JSON.parse(JSON.stringify(found)) });
});

test('a record of another format is refused, and one that is not complete', () => {
  expect(() => parseRecord('{"format": 2, "apps": []}')).toThrow(
    'The review record has the format 2, and this program reads 1. Run the review again with the commit that is to be deployed.',
  );
  expect(() => parseRecord('{}')).toThrow('has the format undefined');
  expect(() => parseRecord('{"format": 1, "apps": [{"app": "network"}]}')).toThrow(
    /does not match its schema:[\s\S]*environment/,
  );
});

test('a plan that cannot be read counts as failed, without details', () => {
  const { found } = reviewed({ ...planNamed('no-op'), format_version: '2.0' });
  expect(found[0]!.result).toMatchObject({
    kind: 'failed',
    error: expect.stringContaining('staging/network cannot be read') as string,
  });
});

test("a possible change is marked so in the record, by the planner's data and nothing else", () => {
  const possible = [
    { address: 'terraform_data.vpc', isReplacement: true, onlyIf: ['network: vpcId'] },
    // It is made: that is certain.
    { address: 'terraform_data.after', isReplacement: false, onlyIf: ['network: vpcId'] },
  ];
  const placeholders = ['terraform_data.preview_network'];
  const [found] = review([plannedApp(planNamed('placeholder'), { placeholders, possible })], { key });
  expect(onlyIf(found!.result as ReviewedPlan)).toEqual({
    'terraform_data.vpc': ['network: vpcId'],
    'terraform_data.user': undefined,
    'terraform_data.after': undefined,
  });
});

test('secrets of the plans are hidden in text that does not come from a plan', () => {
  const { hide } = reviewedWith([plannedApp(planNamed('sensitive'))], { key });
  expect(hide('the port hidden-after is open')).toBe('the port (sensitive) is open');
});
