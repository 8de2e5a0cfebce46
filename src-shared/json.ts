import { z } from 'zod';

/** Any value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Parses an unknown value as JSON data (no functions, no undefined, no cycles). */
export const JsonValue: z.ZodType<JsonValue> = z.json();
