import { z } from 'zod';
import type { ErrorEnvelope } from '../errors.ts';

/** One procedure of the contract: what the renderer sends and what main answers. */
export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

/** Declares a procedure that takes `input` and answers with `output`. */
export function procedure<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Procedure<I, O> {
  return { input, output };
}

/** The shape that every contract object has: procedures and events by name. */
export interface ContractShape {
  readonly procedures: Record<string, Procedure>;
  readonly events: Record<string, z.ZodType>;
}

/** What a procedure's call crosses the transport as, on its way back. */
export type Reply = { ok: true; value: unknown } | { ok: false; error: ErrorEnvelope };

/** Main's side: one handler per procedure, given the parsed input. */
export type Handlers<C extends ContractShape> = {
  [Name in keyof C['procedures']]: (
    input: z.output<C['procedures'][Name]['input']>,
  ) => Promise<z.input<C['procedures'][Name]['output']>> | z.input<C['procedures'][Name]['output']>;
};

/** Main's side: how an event is told to every renderer. */
export type Emit<C extends ContractShape> = <Name extends keyof C['events'] & string>(
  name: Name,
  payload: z.input<C['events'][Name]>,
) => void;

/** The renderer's side: call a procedure, listen to an event (the answer stops listening). */
export interface Client<C extends ContractShape> {
  call<Name extends keyof C['procedures'] & string>(
    name: Name,
    input: z.input<C['procedures'][Name]['input']>,
  ): Promise<z.output<C['procedures'][Name]['output']>>;
  on<Name extends keyof C['events'] & string>(
    name: Name,
    listener: (payload: z.output<C['events'][Name]>) => void,
  ): () => void;
}

/** What a transport has to offer; everything else is the same over Electron's IPC and over a WebSocket. */
export interface Wire {
  call(name: string, input: unknown): Promise<Reply>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}

/** The input of procedures that take nothing. */
export const Nothing = z.strictObject({});
