import type { Environment } from '@malinshopper/environments';
import { listsOfEc2 } from '@malinshopper/local-aws';
import { ask, type Filters, type Members, type Needs } from './ask';
import { calls } from './calls.json';
import { notChoosing, worded } from './exceptions';
import members from './members.json';

interface Expected {
  /** Members that AWS always returns for the resources of an environment; separated by blanks. */
  readonly always: string;
  /** Members that AWS returns and the embedded AWS does not, and why. */
  readonly missing?: Readonly<Record<string, string>>;
}

const table: Readonly<Record<string, Expected>> = members;
const needs: Readonly<Record<string, Needs>> = calls;

/** The tests of the embedded AWS's answers to AWS's clients, for a file with a deployed environment. */
export function answersAsAws(of: Environment): void {
  let answers: Readonly<Record<string, Members>>;

  beforeAll(async () => {
    answers = await ask('members.py', of, { calls: needs });
  });

  it.each(Object.keys(needs))('answers as AWS does: %s', (call) => {
    const { asked = 0, present = [], faults = [], errors = [] } = answers[call] ?? {};
    const { always = '', missing = {} } = table[call] ?? {};
    const expected = asked === 0 ? [] : always.split(' ').filter((member) => member !== '');
    const left = expected.filter((member) => !present.includes(member) && isJudged(member, present));
    expect({
      errors,
      faults: faults.filter((fault) => !worded.some((known) => known.test(`${call} ${fault}`))),
      'missing, though AWS always returns it': left,
      'present, though the table lists it as missing': Object.keys(missing).filter((member) =>
        present.includes(member),
      ),
    }).toEqual({
      errors: [],
      faults: [],
      'missing, though AWS always returns it': [],
      'present, though the table lists it as missing': [],
    });
  });
}

/** The test of the parameters of lists, for a file with a deployed environment. */
export function heedsFilters(of: Environment): void {
  it('heeds or refuses each filter, each other parameter that chooses, and pages', async () => {
    const wires = Object.fromEntries(Object.entries(listsOfEc2).map(([action, list]) => [`ec2.${action}`, list]));
    const { asked, wrong } = await ask<Filters>('filters.py', of, { calls: needs, members: wires, notChoosing });
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(900);
  });
}

/** An empty list cannot be judged. */
function isJudged(member: string, present: readonly string[]): boolean {
  const list = member.slice(0, member.lastIndexOf('[]') + 2);
  return list.length < 2 || present.some((other) => other.startsWith(list));
}
