import { production } from './production';
import type { EnvironmentConfig, longLivedNames } from './schema';
import { staging } from './staging';
import { testing } from './testing';

const byName: Record<(typeof longLivedNames)[number], EnvironmentConfig> = { production, staging, testing };

/** The declarations of the long-lived environments. */
export const longLived: readonly EnvironmentConfig[] = Object.values(byName);
