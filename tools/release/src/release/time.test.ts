import type { Progress } from '../parts/part';
import { timeInScripts } from './time';

const at = (second: number) => new Date(second * 1000);
const ran = (...events: [name: string, from: number, to?: number][]): Progress => ({
  instance: 'i-1',
  outcome: 'succeeded',
  events: events.map(([name, from, to]) => ({ name, began: at(from), ...(to !== undefined && { ended: at(to) }) })),
});

describe('the time in scripts', () => {
  test('counts hooks, and not the events of the agent or the load balancer', () => {
    const one = ran(
      ['BlockTraffic', 0, 10],
      ['ApplicationStop', 10, 12],
      ['DownloadBundle', 12, 20],
      ['Install', 20, 30],
      ['ValidateService', 30, 33],
    );
    expect(timeInScripts([one])).toBe(5_000);
  });

  test('counts two instances at the same time once', () => {
    expect(timeInScripts([ran(['AfterInstall', 0, 4]), ran(['AfterInstall', 2, 5]), ran(['AfterInstall', 3, 4])])).toBe(
      5_000,
    );
    expect(timeInScripts([ran(['AfterInstall', 0, 1]), ran(['AfterInstall', 5, 6])])).toBe(2_000);
  });

  test('does not count an event without an end, because its duration is unknown', () => {
    expect(timeInScripts([ran(['AfterInstall', 0])])).toBe(0);
  });
});
