/**
 * The one grammar of ids: inputs, replies, receipts, approvals and matrices take what fits it and nothing else. NCP
 * documents up to ten characters, and every id that was seen has ten small letters and digits (docs/ncp-api.md).
 */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a text may be an id: it then is safe in a path, a list, a file's name and a line of the log. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** Looks as all real ones do. What is taken for an id and does not is likely to be a name. */
export const looksLikeId = (text: string): boolean => /^[a-z0-9]{10}$/.test(text);
