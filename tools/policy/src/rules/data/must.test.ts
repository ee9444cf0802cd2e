import { isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { must } from './must';

const found = (config: Record<string, unknown>) => must('multi_az', isTrue)({ config } as Resource, {} as World);

test('an attribute that is right is no finding', () => {
  expect(found({ multi_az: true })).toBeUndefined();
  expect(found({ multi_az: 'true' })).toBeUndefined();
});

test('a finding says what stands there, or that nothing does', () => {
  expect(found({ multi_az: 'false' })).toBe('multi_az is "false"');
  expect(found({})).toBe('multi_az is not set');
});
