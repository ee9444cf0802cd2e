import { neededOfStates, typeOf, type NeededCall } from './calls';
import { forbiddenCalls } from './forbidden';
import { called } from './forbidden/who';
import { decided, judge, neededCalls } from './judging';
import { lifeOf } from './lives';
import { onlyAdministrators } from './only-administrators';
import { accessOf, everyRole, stacksOf } from './roles';

// Apps are synthesized and thousands of calls judged, perhaps while the machine has other things to do.
jest.setTimeout(120_000);

const roles = everyRole.map((who) => ({ name: called(who), who }));

describe.each(roles)('the role $name', ({ who }) => {
  const caller = accessOf(who.account).ci(who.team, who.purpose);
  const types = [...new Set(stacksOf(who).flatMap(({ resources }) => resources.map(typeOf)))].sort();
  const forbidden = [...forbiddenCalls(who), ...onlyAdministrators(who)];
  let needed: readonly NeededCall[] = [];

  beforeAll(async () => {
    needed = await neededCalls(who);
  });

  test.each(neededOfStates(who))('may $what', async (call) => {
    await expect(judge(who, call, caller)).resolves.toBe(true);
  });

  test.each(types)(`may do all that Terraform does in a ${who.purpose} for %s`, async (type) => {
    const calls = needed.filter((call) => call.type === type);
    await expect(decided(who, calls, caller, false)).resolves.toEqual([]);
  });

  test.each(forbidden)('may not $what', async (call) => {
    await expect(judge(who, call, caller)).resolves.toBe(false);
  });

  test('is asked for at least 20 calls that it needs, and for at least 60 that it must not make', () => {
    expect(needed.length).toBeGreaterThanOrEqual(20);
    expect(forbidden.length).toBeGreaterThanOrEqual(60);
  });
});

test('a resource type of which nobody has said how it lives is refused', () => {
  expect(() => lifeOf('aws_lambda_function')).toThrow(
    'Nobody has said which calls Terraform makes for aws_lambda_function. Add them to tools/permissions/src/lives, and see ' +
      'what the roles of the team have to be allowed (apps/account/src/access).',
  );
});

test('a call that is none of AWS is refused', async () => {
  const [who] = everyRole as [(typeof everyRole)[0]];
  const call = { what: 'guess', action: 's3:HeadObject', resource: 'arn:aws:s3:::a/b' };
  await expect(judge(who, call, accessOf(who.account).ci('data', 'plan'))).rejects.toThrow(
    'The simulator cannot judge s3:HeadObject on arn:aws:s3:::a/b: {"message":"invalid.action"}. ' +
      'Write action and resource as the Service Authorization Reference does.',
  );
});
