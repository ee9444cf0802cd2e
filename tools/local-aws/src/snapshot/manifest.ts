import { z } from 'zod';

/** The format of the file and of its contents. It changes whenever older snapshots cannot be read any more. */
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const deployed = z.object({
  /** The environment or, for apps that are deployed once per account, the account. */
  owner: z.string(),
  app: z.string(),
  /** The hash of its synthesized JSON. */
  json: sha256,
});

/** A deployed app, as the saving program knows it. */
export type Deployed = z.infer<typeof deployed>;

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  name: z.string(),
  savedAt: z.iso.datetime(),
  moto: z.string(),
  python: z.string(),
  /** The hash of the sources of the gateway that saved it. */
  gateway: sha256,
  port: z.int(),
  deployed: z.array(deployed),
  /** The commit of the repository. @default - undefined: not known */
  commit: z.string().optional(),
  /** The parts, in the order of the file. */
  parts: z.array(z.object({ name: z.string().regex(/^[a-z0-9.-]+$/), bytes: z.int().nonnegative(), sha256 })),
});

/** The description of a snapshot in its file. */
export type Manifest = z.infer<typeof manifestSchema>;
