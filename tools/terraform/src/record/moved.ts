import { z } from 'zod';
import type { Renamed } from './difference';

const stack = z.looseObject({ moved: z.array(z.object({ from: z.string(), to: z.string() })).optional() });

/** The moves that a synthesized stack declares (Terraform, "Refactor modules": `moved` blocks; cdktf: `moveFromId`). */
export function movedIn(json: string): Renamed[] {
  return stack.parse(JSON.parse(json)).moved ?? [];
}
