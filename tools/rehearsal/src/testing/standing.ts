import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeSnapshot, restoreSnapshot, saveSnapshot, snapshots } from '@malinshopper/local-aws';
import { claim } from '@malinshopper/terraform';
import { root } from '../programs';
import { newWorld } from '../world';
import { up } from './up-and-down';

/** What test files begin from: the environments that stand in it, in the order of their deploys. */
const worlds = {
  testing: ['testing'],
  'testing-and-branch': ['testing', 'feature/checkout'],
} as const;
type Standing = keyof typeof worlds;
