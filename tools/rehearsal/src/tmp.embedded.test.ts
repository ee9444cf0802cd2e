import { environment } from '@malinshopper/environments';
import { answersAsAws, heedsFilters } from './answers/answers-as-aws';
jest.setTimeout(120_000);
process.env['EMBEDDED_AWS'] = 'on';
describe.each(['testing', 'production'])('%s', (ref) => {
  answersAsAws(environment(ref));
});
describe('lists', () => heedsFilters(environment('testing')));
