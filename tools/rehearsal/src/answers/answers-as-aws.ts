import type { Environment } from '@malinshopper/environments';
import { listsOfEc2 } from '@malinshopper/local-aws';
import { ask, type Filters, type Members, type Needs } from './ask';
import { calls } from './calls.json';
import { notChoosing, worded } from './exceptions';
import members from './members.json';

interface Expected {
  /** Members that AWS gives of what an environment has; separated by blanks. */
  readonly always: string;
  /** Members that AWS gives and the embedded AWS does not, and why. */
  readonly missing?: Readonly<Record<string, string>>;
}

const minutes = 60_000;
const table: Readonly<Record<string, Expected>> = members;
const needs: Readonly<Record<string, Needs>> = calls;

/** The tests of what the embedded AWS answers to AWS's clients, for a file in which an environment is up. */
export function answersAsAws(of: Environment): void {
  let answers: Readonly<Record<string, Members>>;

  beforeAll(async () => {
    answers = await ask('members.py', of, { calls: needs });
  }, 5 * minutes);

  it.each(Object.keys(needs))('answers as AWS does: %s', (call) => {
    const { asked = 0, present = [], faults = [], errors = [] } = answers[call] ?? {};
    const expected = (table[call]?.always ?? '').split(' ').filter(Boolean);
    // Of what this environment has none of, nothing can be said.
    const listed = asked > 0 && expected.some((member) => member.includes('[]') && present.includes(member));
    expect(errors.filter((error) => !worded.some((known) => known.test(error)))).toEqual([]);
    expect(faults.filter((fault) => !worded.some((known) => known.test(`${call} ${fault}`)))).toEqual([]);
    if (listed) expect(expected.filter((member) => !present.includes(member))).toEqual([]);
    expect(Object.keys(table[call]?.missing ?? {}).filter((member) => present.includes(member))).toEqual([]);
  });

  it(
    'heeds or refuses each filter, each other parameter that chooses, and pages',
    async () => {
      const wires = Object.fromEntries(Object.entries(listsOfEc2).map(([action, list]) => [`ec2.${action}`, list]));
      const { asked, wrong } = await ask<Filters>('filters.py', of, { calls: needs, members: wires, notChoosing });
      expect(wrong).toEqual([]);
      expect(asked).toBeGreaterThan(900);
    },
    10 * minutes,
  );
}
