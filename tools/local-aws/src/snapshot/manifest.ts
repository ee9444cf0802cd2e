import { z } from 'zod';

/** Of the file, and of what is in it. It changes when an older snapshot could not be read any more. */
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const deployed = z.object({
  /** The environment or, for what is there once per account, the account. */
  owner: z.string(),
  app: z.string(),
  /** Of its synthesized JSON. */
  json: sha256,
});

/** What is deployed, as the program that saves knows it. */
export type Deployed = z.infer<typeof deployed>;

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  name: z.string(),
  savedAt: z.iso.datetime(),
  moto: z.string(),
  python: z.string(),
  /** Of the sources of the gateway that saved it. */
  gateway: sha256,
  port: z.int(),
  deployed: z.array(deployed),
  /** Of the repository. @default - undefined: not known */
  commit: z.string().optional(),
  /** In the order in which they are in the file. */
  parts: z.array(z.object({ name: z.string().regex(/^[a-z0-9.-]+$/), bytes: z.int().nonnegative(), sha256 })),
});

/** What a snapshot says about itself. */
export type Manifest = z.infer<typeof manifestSchema>;
