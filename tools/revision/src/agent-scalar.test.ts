import { parseDocument, Scalar } from 'yaml';
import { agentScalar, type AgentScalar } from './agent-scalar';

function scalar(text: string): AgentScalar {
  const { contents } = parseDocument(text, { version: '1.1' });
  return agentScalar(contents instanceof Scalar ? contents : new Scalar(null));
}

// Each as psych 5.0.1 of Ruby 3.2 reads it.
it.each<[text: string, value: AgentScalar]>([
  ['linux', 'linux'],
  ['yes', true],
  ['Off', false],
  ['y', 'y'],
  ['"yes"', 'yes'],
  ['~', null],
  ['null', null],
  ['nothing', 'nothing'],
  ['0.0', 0],
  ['0', 0],
  ['.', '.'],
  ['1.', 1],
  ['0644', 420],
  ['0755', 493],
  ['0888', '0888'],
  ['0x1F', 31],
  ['0b11', 3],
  ['1_000', 1000],
  ['1,000', 1000],
  ['-5', -5],
  ['+30', 30],
  ['1e3', '1e3'],
  ['.5e+1', 5],
  ['1:00', 3600],
  ['1:00:05', 3605],
  ['.inf', Infinity],
  ['-.inf', -Infinity],
  ['.nan', NaN],
  ['2026-01-01', { is: 'date' }],
  ['2026-01-01 10:00:00', { is: 'date' }],
  [':symbol', { is: 'symbol' }],
  ['1.2.3', '1.2.3'],
])('%s is %p to the agent', (text, value) => {
  expect(scalar(text)).toEqual(value);
});
