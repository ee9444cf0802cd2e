import { z } from 'zod';

/** The place of a resource in the code, and whether Terraform may destroy it. */
export interface Place {
  /** The construct's path: `data/database/instance`. */
  readonly construct: string;
  /** The line that makes it: `apps/data/src/database/database.ts:61`. Absent if it is not known. */
  readonly line?: string;
  /** `prevent_destroy`: Terraform refuses to destroy or replace it. */
  readonly preventDestroy: boolean;
}
/** By the addresses of resources, without the keys of their instances. */
export type Places = Readonly<Record<string, Place>>;

const resource = z.looseObject({
  '//': z.looseObject({ metadata: z.looseObject({ path: z.string() }) }).optional(),
  lifecycle: z.looseObject({ prevent_destroy: z.unknown().optional() }).optional(),
});
const stack = z.looseObject({ resource: z.record(z.string(), z.record(z.string(), resource)).optional() });

/**
 * The places of the resources of an app.
 * @param json as cdktf wrote it: it contains the construct of each resource (`//`)
 * @param lines the lines that make each construct, the innermost first (tools/synth, `locate`)
 */
export function placesOf(json: string, lines: Readonly<Record<string, readonly string[]>> = {}): Places {
  const types = Object.entries(stack.parse(JSON.parse(json)).resource ?? {});
  const places = types.flatMap(([type, all]) =>
    Object.entries(all).flatMap(([name, { '//': meta, lifecycle }]) => {
      const construct = meta?.metadata.path;
      if (construct === undefined) return [];
      const line = lines[construct]?.[0];
      return [
        [
          `${type}.${name}`,
          { construct, ...(line !== undefined && { line }), preventDestroy: lifecycle?.prevent_destroy === true },
        ] as const,
      ];
    }),
  );
  return Object.fromEntries(places);
}

export const placeAt = (places: Places | undefined, address: string): Place | undefined => {
  const base = address.replace(/\[.*$/s, '');
  return places && Object.hasOwn(places, base) ? places[base] : undefined;
};
