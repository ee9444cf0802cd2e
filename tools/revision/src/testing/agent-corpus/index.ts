import * as documents from './documents';
import type { Shape } from './shape';
import * as values from './values';

export const shapes: readonly Shape[] = Object.values({ ...documents, ...values }).flat();
