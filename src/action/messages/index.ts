import type { Language } from "../config.ts";
import type { Messages } from "./catalog.ts";

export type { Messages } from "./catalog.ts";

/** Korean is loaded only when it is asked for. */
export async function loadMessages(language: Language): Promise<Messages> {
  throw new Error(`no messages yet: ${language}`);
}
