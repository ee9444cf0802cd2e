import { inOneLine, inWords, isWell, type Rehearsed } from './outcome';

const outcome = (of: Partial<Rehearsed> = {}): Rehearsed => ({
  environment: 'testing',
  base: '0123456789',
  json: { network: 'a'.repeat(64) },
  from: 'snapshot',
  apps: [{ app: 'network', kind: 'changed', ok: true, text: '1 change applied' }],
  milliseconds: 41_000,
  lost: [],
  back: { errors: [], madeAnew: [] },
  ...of,
});
const failed = outcome({ apps: [{ app: 'data', kind: 'new', ok: false, text: 'AWS refuses' }] });
const lost = outcome({ lost: ['network: aws_vpc.main'] });

test.each([
  [outcome(), 'rehearsed: applied in 41 s, converged, rollback tried', true],
  [
    outcome({ back: { errors: [], madeAnew: ['a', 'b'] } }),
    'rehearsed: applied in 41 s, converged, the rollback creates 2 resources again',
    true,
  ],
  [
    outcome({ back: { errors: ['network: refused'], madeAnew: [] } }),
    'rehearsed: applied in 41 s, converged, the rollback fails',
    true,
  ],
  [failed, 'rehearsed: FAILED in data, rollback tried', false],
  [lost, 'rehearsed: 1 resource that the plan keeps did not stay, rollback tried', false],
  [outcome({ apps: [] }), 'nothing to rehearse: the change touches no app of the environment', true],
])('%# has one line, and a verdict', (one, line, well) => {
  expect([inOneLine(one), isWell(one)]).toEqual([line, well]);
});

test('the words name each app, the resources that were not kept, and those that the rollback does not restore', () => {
  const back = { errors: ['data: the plan is refused'], madeAnew: ['data: aws_s3_bucket.content'] };
  const words = inWords({ ...failed, lost: ['network: aws_vpc.main'], back });
  expect(words.split('\n')).toEqual([
    'rehearsed: FAILED in data, the rollback fails (testing, from 0123456, from a snapshot)',
    '  ✖ data (new): AWS refuses',
    'Not kept, though the plan keeps them:',
    '  network: aws_vpc.main',
    'The rollback fails:',
    '  data: the plan is refused',
    'The rollback creates these again; their contents are lost:',
    '  data: aws_s3_bucket.content',
  ]);
});
