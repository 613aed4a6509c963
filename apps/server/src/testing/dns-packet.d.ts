declare module 'dns-packet' {
  export type Question = { readonly type: string; readonly name: string };
  export type TextRecord = Question & { readonly ttl: number; readonly data: readonly string[] };
  export type Packet = {
    readonly type: 'query' | 'response';
    readonly id: number;
    readonly flags: number;
    readonly questions: readonly Question[];
    readonly answers?: readonly TextRecord[];
  };

  export function encode(packet: Packet): Buffer;
  export function decode(bytes: Buffer): Packet;
  export const AUTHORITATIVE_ANSWER: number;
}
